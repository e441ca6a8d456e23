import type { Translation } from '../../../utils/texts/types.ts';
import type { gate as english } from '../en/gate.ts';

export const gate: Translation<typeof english> = {
  'gate.scan.no_report': 'レポートが残されていません',
  'gate.scan.left_nothing':
    'スキャンがレポートを残しませんでした (理由はゲートのパイプラインのジョブにあります)',
  'gate.scan.took_longer': '{minutes} 分を超えました',
  'gate.scan.ended': 'スキャナーがコード {code} で終了しました (理由はジョブのログにあります)',
  'gate.scan.no_tool': 'この Runner には {tool} がありません',
  'gate.scan.no_sast':
    'この Runner には SAST スキャナーがありません (コンテナ、または ESLint か Bandit が必要です)',
  'gate.scan.unread':
    'この Runner には {files} を読み取れるスキャナーがありません (コンテナを使える Runner なら可能です)',
  'gate.scan.lost': '{file} はターゲットブランチでは読み取れましたが、読み取れなくなりました',
  'gate.scan.outgrown':
    '{file} はターゲットブランチではスキャンされましたが、大きすぎてスキャンできなくなりました',
  'gate.scan.large_source': '{file} はソースコードですが、大きすぎてスキャンできません',
  'gate.scan.no_from': '{file}: FROM がありません',
  'gate.scan.argument': '{file}: ベースイメージがビルド引数に依存しています',
  'gate.scan.no_image': '{file}: ベースがイメージ名ではありません',
  'gate.scan.registry':
    '{file} は {registry} のイメージをベースにしていますが、MR_GATE_IMAGE_REGISTRIES に含まれていません',
  'gate.scan.images':
    'Dockerfile のベースイメージが {number} 個あります (スキャンできるのは {most} 個までです)',

  'gate.report.too_large': 'レポートが大きすぎます',
  'gate.report.larger': 'レポートが {size} MB を超えています',
  'gate.report.not_json': 'レポートが有効な JSON ではありません',
  'gate.report.no_list': 'レポートに脆弱性の一覧がありません',
  'gate.report.too_many': 'レポートの検出結果が {number} 件を超えています',
  'gate.report.scan_failed': 'スキャナーがスキャンの失敗を報告しました',
  'gate.report.not_objects': 'レポートにオブジェクトではない検出結果があります',
  'gate.report.not_of': '{tool} の JSON レポートではありません',

  'gate.aside.base': 'ターゲットブランチをスキャンできませんでした ({why})',
  'gate.aside.no_common': 'マージリクエストと共通のコミットがありません',
  'gate.aside.unparsed': '解析できませんでした: {files}',
  'gate.aside.no_packages': '{files} にパッケージが見つかりません',
  'gate.aside.missing': 'スキャンされていないもの: {list}',
  'gate.missing.large': { other: '5 MB を超えるファイル {count} 個 ({files})' },
  'gate.missing.unwritable': { other: '書き込めない名前のファイル {count} 個' },
  'gate.missing.submodules': { other: 'サブモジュール {count} 個' },
  'gate.missing.lfs': { other: 'Git LFS のファイル {count} 個' },

  'gate.lax.held':
    '{why}代わりに、スレッドが解決されるまでマージを止めます。解決する前に内容をご確認ください。',
  'gate.lax.unheld':
    '{why}スレッドでお知らせしていますが、このリポジトリでは未解決のスレッドがあってもマージできます。',
  'gate.lax.fork':
    'マージリクエストがフォークからのもので、そのパイプラインはゲートのユーザーからのステータスを受け付けません。',
  'gate.lax.protected':
    'ソースブランチが保護されています。ゲートのユーザーはプッシュもマージもできないため、そのパイプラインはステータスを受け付けません。',
  'gate.lax.unseen':
    'GitLab のマージチェックが、ステータスを受け付けたものとは別のパイプラインを見ています。',

  'gate.broken.policy_more': '{why} (ほか {number} 件)',
  'gate.broken.policy_key': '{file} の {line} 行目、{key}: {why}',
  'gate.broken.policy_line': '{file} の {line} 行目: {why}',
  'gate.broken.no_settings': 'ポリシーにこのリポジトリの設定がありません',
  'gate.broken.files': 'リポジトリのファイルが {number} 個を超えており、多すぎてスキャンできません',
  'gate.broken.size': 'リポジトリのファイルが {size} GB を超えており、大きすぎてスキャンできません',
  'gate.broken.no_scan': 'ポリシーにこのリポジトリのスキャンが指定されていません。',
  'gate.broken.unread': '{branch} の {file} を読み取れません',
  'gate.broken.gitlab': 'GitLab: {why} ({request})',
  'gate.broken.no_git': 'git を起動できませんでした (イメージに git が必要です)',
  'gate.broken.git_path': 'git: コミットのパスが長すぎます',
  'gate.broken.git_object': 'git: コミットのオブジェクトがありません',
  'gate.broken.git': 'git {command}: {why}',

  'gate.more': '{names} ほか {number} 件',

  'gate.policy.large': 'ファイルが {size} MB を超えています。',
  'gate.policy.deep': 'ファイルの入れ子が深すぎて読み取れません。',
  'gate.policy.missing': '{file} がありません。',
  'gate.policy.not_yaml': '有効な YAML ではありません: {problem}',
  'gate.policy.alias': 'エイリアス (*name) は使えません。値をそのまま書いてください。',
  'gate.policy.anchor': 'アンカー (&name) は使えません。値をそのまま書いてください。',
  'gate.policy.empty': '「version: 1」のようなキーが必要です。',
  'gate.policy.no_keys': 'キーと値が必要です。',
  'gate.policy.unknown_key': '不明なキーです。ここで使えるのは {keys} です。',
  'gate.policy.no_version': 'バージョンがありません。「version: 1」と書いてください。',
  'gate.policy.version': '使えるのはバージョン 1 だけです。',
  'gate.policy.flag': 'true か false を指定してください。',
  'gate.policy.list': 'リストで指定してください。',
  'gate.policy.text': 'テキストで指定してください。',
  'gate.policy.long': '{number} 文字を超えています。',
  'gate.policy.day': '日付を YYYY-MM-DD の形式で指定してください。',
  'gate.policy.threads': '0 から {most} までの数で指定してください。',
  'gate.policy.project': 'プロジェクトの ID (4711 のような数) を指定してください。',
  'gate.policy.user': 'anna のようなユーザー名を指定してください。',
  'gate.policy.on_error': 'block か allow を指定してください。',
  'gate.policy.no_threshold': 'ありません。次のいずれかを指定してください: {values}。',
  'gate.policy.threshold': '次のいずれかを指定してください: {values}。',
  'gate.policy.no_scans': '次のうち少なくとも 1 つを指定してください: {scans}。',
  'gate.policy.scan': 'スキャンではありません。使えるのは {scans} です。',
  'gate.policy.scan_twice': '{scan} が 2 回指定されています。',
  'gate.policy.double': '{other} と同じです。どちらか 1 つだけにしてください。',
  'gate.policy.no_image': 'ありません。イメージを指定してください。',
  'gate.policy.image':
    'registry.example.com/shop:main や …/shop:{example} のようなイメージを指定してください。',
  'gate.policy.no_reason': 'ありません。このリポジトリだけ異なる理由を書いてください。',
  'gate.policy.no_finding': 'ありません。検出結果をフィンガープリントで指定してください。',
  'gate.policy.ignore_reason': 'ありません。検出結果を無視する理由を書いてください。',

  'gate.enrolled.large': '{file} が大きすぎます。',
  'gate.enrolled.not_json': '{file} は有効な JSON ではありません。',
  'gate.enrolled.key': '{file} の {key}: {problem}',
  'gate.enrolled.file': '{file}: {problem}',

  'gate.finding.secret': 'リポジトリ内で {title} が見つかりました。リポジトリを読める人なら誰でも使えます。',
  'gate.finding.revoke':
    '無効化して新しいものを作成してください。行を消しても、シークレットは履歴に残ります。',
  'gate.finding.licence': '{package} のライセンスは {licence} です',
  'gate.finding.no_licence': '{package}: ライセンスが不明です',
  'gate.finding.conditions': 'ライセンス {licence} には、{package} の利用者にも及ぶ条件があります。',
  'gate.finding.unlicensed':
    'deps.dev に {package} のライセンスの情報がありません。ライセンスがなければ、誰も使用できません。',
  'gate.finding.clear':
    '別のパッケージを使用するか、{package} の許可を得て、それを理由としてこの検出結果を無視してください。',
  'gate.finding.update': '{package} を {version} に更新してください。',
};
