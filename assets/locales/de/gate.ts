import type { Translation } from '../../../utils/texts/types.ts';
import type { gate as english } from '../en/gate.ts';

export const gate: Translation<typeof english> = {
  'gate.scan.no_report': 'es wurde kein Bericht hinterlassen',
  'gate.scan.left_nothing':
    'der Scan hat keinen Bericht hinterlassen; warum, sagt sein Job in der Pipeline des Gates',
  'gate.scan.took_longer': 'er hat länger als {minutes} Minuten gedauert',
  'gate.scan.ended': 'der Scanner endete mit Code {code}; warum, sagt das Log seines Jobs',
  'gate.scan.no_tool': '{tool} ist auf diesem Runner nicht vorhanden',
  'gate.scan.no_sast':
    'auf diesem Runner gibt es keinen SAST-Scanner: Nötig sind Container oder aber ESLint oder Bandit',
  'gate.scan.unread': 'kein Scanner dieses Runners liest {files}; einer mit Containern könnte es',
  'gate.scan.lost': '{file} war im Zielbranch lesbar und ist es nicht mehr',
  'gate.scan.outgrown': '{file} wurde im Zielbranch gescannt und ist jetzt zu groß dafür',
  'gate.scan.large_source': '{file} ist Quellcode und zu groß für einen Scan',
  'gate.scan.no_from': '{file}: Es gibt kein FROM',
  'gate.scan.argument': '{file}: Die Basis hängt von einem Build-Argument ab',
  'gate.scan.no_image': '{file}: Die Basis ist kein Name eines Images',
  'gate.scan.registry':
    '{file} baut auf einem Image von {registry} auf, das MR_GATE_IMAGE_REGISTRIES nicht nennt',
  'gate.scan.images': 'die Dockerfiles bauen auf {number} Images auf; gescannt werden höchstens {most}',

  'gate.report.too_large': 'der Bericht ist zu groß',
  'gate.report.larger': 'der Bericht ist größer als {size} MB',
  'gate.report.not_json': 'der Bericht ist kein gültiges JSON',
  'gate.report.no_list': 'der Bericht enthält keine Liste von Sicherheitslücken',
  'gate.report.too_many': 'der Bericht enthält mehr als {number} Befunde',
  'gate.report.scan_failed': 'der Scanner meldet, dass sein Scan fehlgeschlagen ist',
  'gate.report.not_objects': 'der Bericht enthält Befunde, die keine Objekte sind',
  'gate.report.not_of': 'er ist kein JSON-Bericht von {tool}',

  'gate.aside.base': 'der Zielbranch konnte nicht gescannt werden ({why})',
  'gate.aside.no_common': 'er hat keinen Commit mit dem Merge Request gemeinsam',
  'gate.aside.unparsed': 'nicht auswertbar: {files}',
  'gate.aside.no_packages': 'keine Pakete gefunden in {files}',
  'gate.aside.missing': 'nicht gescannt: {list}',
  'gate.missing.large': {
    one: '{count} Datei über 5 MB ({files})',
    other: '{count} Dateien über 5 MB ({files})',
  },
  'gate.missing.unwritable': {
    one: '{count} Datei, deren Name sich nicht schreiben lässt',
    other: '{count} Dateien, deren Namen sich nicht schreiben lassen',
  },
  'gate.missing.submodules': { one: '{count} Submodul', other: '{count} Submodule' },
  'gate.missing.lfs': { one: '{count} Datei aus Git LFS', other: '{count} Dateien aus Git LFS' },

  'gate.lax.held':
    '{why} Ein Thread hält ihn stattdessen auf, bis er gelöst ist: Sehen Sie nach, bevor Sie ihn lösen.',
  'gate.lax.unheld':
    '{why} Ein Thread weist darauf hin, aber dieses Repository erlaubt es, Merge Requests mit offenen Threads zu mergen.',
  'gate.lax.fork':
    'Der Merge Request kommt aus einem Fork, dessen Pipelines vom Benutzer des Gates keinen Status annehmen.',
  'gate.lax.protected':
    'Der Quellbranch ist geschützt, und seine Pipelines nehmen vom Benutzer des Gates keinen Status an, weil er weder dorthin pushen noch mergen darf.',
  'gate.lax.unseen':
    'Die Merge-Prüfung von GitLab richtet sich nach einer anderen Pipeline als der, die den Status erhalten hat.',

  'gate.broken.policy_more': '{why} (und {number} weitere)',
  'gate.broken.policy_key': '{file}, Zeile {line}, {key}: {why}',
  'gate.broken.policy_line': '{file}, Zeile {line}: {why}',
  'gate.broken.no_settings': 'die Richtlinie enthält keine Einstellungen für dieses Repository',
  'gate.broken.files': 'das Repository hat mehr als {number} Dateien: zu viele für einen Scan',
  'gate.broken.size': 'die Dateien des Repositorys sind größer als {size} GB: zu viel für einen Scan',
  'gate.broken.no_scan': 'Die Richtlinie nennt keinen Scan für dieses Repository.',
  'gate.broken.unread': '{file} auf {branch} ist nicht lesbar',
  'gate.broken.gitlab': 'GitLab: {why} ({request})',
  'gate.broken.no_git': 'git ließ sich nicht starten: Das Image muss es enthalten',
  'gate.broken.git_path': 'git: Ein Pfad des Commits ist zu lang',
  'gate.broken.git_object': 'git: Ein Objekt des Commits fehlt',
  'gate.broken.git': 'git {command}: {why}',

  'gate.more': '{names} und {number} weitere',

  'gate.policy.large': 'Die Datei ist größer als {size} MB.',
  'gate.policy.deep': 'Die Datei ist zu tief verschachtelt.',
  'gate.policy.missing': '{file} fehlt.',
  'gate.policy.not_yaml': 'Kein gültiges YAML: {problem}',
  'gate.policy.alias': 'Aliasse (*name) werden nicht unterstützt. Schreiben Sie den Wert aus.',
  'gate.policy.anchor': 'Anker (&name) werden nicht unterstützt. Schreiben Sie den Wert aus.',
  'gate.policy.empty': 'Die Datei muss Schlüssel wie „version: 1“ enthalten.',
  'gate.policy.no_keys': 'Muss Schlüssel und Werte enthalten.',
  'gate.policy.unknown_key': 'Unbekannter Schlüssel. Bekannt sind hier {keys}.',
  'gate.policy.no_version': 'Die Version fehlt. Schreiben Sie „version: 1“.',
  'gate.policy.version': 'Nur Version 1 ist bekannt.',
  'gate.policy.flag': 'Muss true oder false sein.',
  'gate.policy.list': 'Muss eine Liste sein.',
  'gate.policy.text': 'Muss Text sein.',
  'gate.policy.long': 'Länger als {number} Zeichen.',
  'gate.policy.day': 'Muss ein Tag in der Form JJJJ-MM-TT sein.',
  'gate.policy.threads': 'Muss eine Zahl von 0 bis {most} sein.',
  'gate.policy.project': 'Muss die ID des Projekts sein, eine Zahl wie 4711.',
  'gate.policy.user': 'Muss ein Benutzername sein, etwa anna.',
  'gate.policy.on_error': 'Muss block oder allow sein.',
  'gate.policy.no_threshold': 'Fehlt. Möglich sind {values}.',
  'gate.policy.threshold': 'Muss einer dieser Werte sein: {values}.',
  'gate.policy.no_scans': 'Nennen Sie mindestens einen dieser Scans: {scans}.',
  'gate.policy.scan': 'Kein Scan. Bekannt sind {scans}.',
  'gate.policy.scan_twice': '{scan} steht zweimal in der Liste.',
  'gate.policy.double': 'Dasselbe wie {other}. Behalten Sie nur einen Eintrag.',
  'gate.policy.no_image': 'Fehlt. Nennen Sie das Image.',
  'gate.policy.image': 'Muss ein Image sein, etwa registry.example.com/shop:main oder …/shop:{example}.',
  'gate.policy.no_reason': 'Fehlt. Begründen Sie, warum dieses Repository abweicht.',
  'gate.policy.no_finding': 'Fehlt. Nennen Sie den Befund mit seinem Fingerabdruck.',
  'gate.policy.ignore_reason': 'Fehlt. Begründen Sie, warum der Befund ignoriert wird.',

  'gate.enrolled.large': '{file} ist zu groß.',
  'gate.enrolled.not_json': '{file} ist kein gültiges JSON.',
  'gate.enrolled.key': '{file}, {key}: {problem}',
  'gate.enrolled.file': '{file}: {problem}',

  'gate.finding.secret': '{title} im Repository gefunden. Wer das Repository lesen kann, kann es verwenden.',
  'gate.finding.revoke':
    'Widerrufen Sie es und legen Sie ein neues an: Ein Secret bleibt in der Historie, auch wenn seine Zeile weg ist.',
  'gate.finding.licence': '{package} steht unter {licence}',
  'gate.finding.no_licence': '{package}: Die Lizenz ist nicht bekannt',
  'gate.finding.conditions': 'Die Lizenz {licence} stellt Bedingungen an alle, die {package} verwenden.',
  'gate.finding.unlicensed':
    'deps.dev kennt keine Lizenz von {package}. Ohne Lizenz darf es niemand verwenden.',
  'gate.finding.clear':
    'Verwenden Sie ein anderes Paket, oder lassen Sie {package} freigeben und ignorieren Sie diesen Befund mit dieser Begründung.',
  'gate.finding.update': 'Aktualisieren Sie {package} auf {version}.',
};
