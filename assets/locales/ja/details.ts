import type { Translation } from '../../../utils/texts/types.ts';
import type { details as english } from '../en/details.ts';

export const details: Translation<typeof english> = {
  'details.copied': 'コピーしました',
  'details.copy_refused': 'ブラウザーがコピーを拒否しました',
  'details.copy_markdown': 'Markdown としてコピー',
  'details.run': 'ゲートのパイプライン',
  'details.would_fail': '不合格の条件',
  'details.would_fail_on': '不合格の条件: {threshold}',
  'details.severity': '重大度',
  'details.severities': 'すべての重大度',
  'details.scan': 'スキャン',
  'details.all_scans': 'すべてのスキャン',
  'details.scans': 'スキャン',

  // The findings.
  'details.blocking': 'このマージリクエストをブロック',
  'details.at_threshold': 'しきい値以上',
  'details.of.introduced': '新規 (しきい値未満)',
  'details.introduced_all': '新しい検出結果',
  'details.of.existing': 'ターゲットブランチに既存',
  'details.of.fixed': 'このマージリクエストで修正',
  'details.of.ignored': 'ポリシーにより無視',
  'details.shown_of': '{all} 件中 {shown} 件',
  'details.show_more': '残り {hidden} 件のうち {next} 件を表示',
  'details.cut':
    'ほかに {number} 件がゲートのコメントに入りきりませんでした。すべてはゲートのパイプラインにあります。',
  'details.unnamed': '名前のない検出結果',
  'details.false_positive': '誤検知の可能性あり',
  'details.more': 'ほか {number} 件',
  'details.description': '説明',
  'details.description_solution': '説明と解決策',
  'details.solution': '解決策:',
  'details.view_file': 'ファイルを表示',

  // The scans.
  'details.fails_on': '不合格の条件',
  'details.result': '結果',
  'details.not_asked_for': 'ポリシーの対象外',
  'details.by_tool': '({tool})',
  'details.scan_state.ok': 'スキャン済み',
  'details.scan_state.nothing_to_scan': 'スキャン対象なし',
  'details.scan_state.failed': '失敗',
  'details.scan_state.missing': 'レポートなし',
  'details.scan_state.not_compared': '比較なし',

  // How far the gate has come.
  'details.progress': '進行状況',
  'details.step.prepare': 'マージリクエストの読み取り',
  'details.step.gate': '判定',
  'details.step_state.waiting': '待機中',
  'details.step_state.running': '実行中',
  'details.step_state.done': '完了',
  'details.step_state.failed': '失敗',

  // Where the verdict comes from.
  'details.not_enforced': '表示のみで、強制されません。{why}',
  'details.not_verified':
    '閲覧できないゲートプロジェクトとは照合していません。{user} によるもので、ステータスと詳細は一致しています。',
  'details.evaluated': '{when}に {commit} を評価。評価元: {gate}、設定: {settings}。',
  'details.the_gate_pipeline': 'ゲートのパイプライン',
  'details.the_gate': 'ゲート',
  'details.by_exception': 'ポリシーの例外',
  'details.by_default': 'ポリシーのデフォルト',
  'details.by_policy': 'グループのポリシー',
  'details.by_choice': 'ここで選んだしきい値',
  'details.from_reports': 'ブラウザーで{when}に {commit} を評価。レポート: {pipeline}、設定: {settings}。',
  'details.from_both':
    'ブラウザーで{when}に {commit} を評価。レポート: {pipeline}と{target}、設定: {settings}。',
  'details.its_pipeline': 'このマージリクエストのパイプライン',
  'details.target_pipeline': 'ターゲットブランチのパイプライン',
  'details.still_running': 'パイプラインは完了していないため、さらに追加される可能性があります。',
  'details.jobs_cut':
    '2,000 件を超えるジョブを持つパイプラインがあり、それ以降のジョブのレポートは検索していません。',
  'details.keys': '変更タブで、{key} は次の新しい検出結果へ、{back} は前の検出結果へ移動します。',
  'details.unmarked_new':
    '新しい検出結果 {number} 件はゲートのコメントに入りきらず、どこにもマークされていません。',

  // Running again.
  'details.run_again': '再実行',
  'details.push_instead': 'マージリクエストへのプッシュやタイトルの編集でも再評価されます。',
  'details.started': 'ゲートを開始しました: {pipeline}。判定はここに自動的に表示されます。',
  'details.new_pipeline': '新しいパイプライン',
  'details.connect': '接続',
  'details.change_token': 'トークンを変更',

  // Ignoring a finding.
  'details.ignore': '無視…',
  'details.reason': '理由',
  'details.until': '期限',
  'details.until_hint': 'この日を過ぎると再び対象になります。',
  'details.review': '確認',
  'details.cancel': 'キャンセル',
  'details.back': '戻る',
  'details.plan': '@{user} による {project} の {branch} へのコミット 1 件で、{file} に次を書き込みます:',
  'details.plan_replacing':
    '@{user} による {project} の {branch} へのコミット 1 件で、{file} のこの検出結果の記載 (「{reason}」) を次に置き換えます:',
  'details.plan_hint': 'このリポジトリのすべてのマージリクエストに、次の評価から適用されます。',
  'details.ignore_one': '検出結果 1 件を無視',
  'details.ignored_since': 'コミット {commit} 以降、ポリシーで無視されます。次の評価から適用されます。',
  'details.by_comment':
    'このリポジトリのメンテナーは、ここのコメントでコロンの後に理由を書いてゲートに依頼することもできます。{copy}',
  'details.copy_comment': 'コメントをコピー',

  // Marks in the changes.
  'details.mark': '{severity}: {name}',
  'details.mark_more': '{severity}: {name} (ほか {number} 件)',
  'details.line.blocking': 'マージリクエストをブロックします。{finding}',
  'details.line.at_threshold': '新規 (しきい値以上)。{finding}',
  'details.line.introduced': '新規 (しきい値未満)。{finding}',
  'details.file.at_least': { other: '新しい検出結果 {count} 件以上' },
  'details.file.new': { other: '新しい検出結果 {count} 件' },
  'details.file.blocking': { other: 'ブロックする検出結果 {count} 件' },
  'details.file.both': '{blocking}、しきい値未満 {below} 件',
  'details.at': '検出結果 {number}/{all}、{path}、{line} 行目。{said}。',
  'details.line_hidden': 'GitLab はこの行を表示していません。',
  'details.unmarked': 'ほかに {number} 件がゲートのコメントに入りきらず、どこにもマークされていません。',

  // The card as Markdown.
  'details.md.title': '{link} ({commit}) に対する **MR Gate**: {sentence}',
  'details.md.finding': '検出結果',
  'details.md.where': '場所',
  'details.md.blocking': 'ブロック',
  'details.md.introduced': '新規',
  'details.md.existing': '既存',
  'details.md.fixed': '修正済み',
  'details.md.ignored': '無視',
  'details.md.filtered': 'ほかに {number} 件が、絞り込みにより除外されたか、ここに記載されていません。',
  'details.md.unlisted': 'ほかに {number} 件がここに記載されていません。',

  // A verdict of a gate that could not tell, with what it says of each scan.
  'details.could_not_tell': 'ゲートは判定できませんでした: {gate}。',
  'details.of_scan': '{scan}: {why}',
  'details.let_through': '{verdict}ただし、ポリシーにより通過します。',
};
