import type { Translation } from '../../../utils/texts/types.ts';
import type { options as english } from '../en/options.ts';

export const options: Translation<typeof english> = {
  'options.title': 'MR Gate の設定',
  'options.trademark': 'MR Gate は GitLab Inc. とは関係ありません。GitLab は GitLab Inc. の商標です。',
  'options.cancel': 'キャンセル',
  'options.connections.title': '接続済みの GitLab',
  'options.connections.about': 'トークンはこのブラウザーに保持され、それぞれの GitLab にのみ送信されます。',
  'options.connections.none':
    'ありません。お使いの GitLab のページを開いてツールバーの MR Gate ボタンを押すか、{link}に進んでください。',
  'options.connections.first_steps': '最初の手順',
  'options.connections.whose': '{user} の{kind}',
  'options.connections.forgets':
    'ここに保存されたトークンを破棄し、ホストへのアクセス許可を取り消します。GitLab ではゲートが動作し続け、トークンは GitLab で取り消すまで有効です。',
  'options.connections.disconnect_host': '{host} との接続を解除',
  'options.features.title': 'GitLab での表示',
  'options.features.about':
    'このブラウザーだけの設定です。ゲート自体は GitLab で動作し続けます。ページには次の読み込みから反映されます。',
  'options.features.card': 'ゲートカード',
  'options.features.card_hint': 'マージリクエストのページに、判定と検出結果を表示します。',
  'options.features.diffMarks': '変更内のマーク',
  'options.features.diffMarks_hint':
    '「変更」タブの行の横に検出結果を表示します。カードとともに表示されます。',
  'options.features.listBadges': '一覧のバッジ',
  'options.features.listBadges_hint': 'マージリクエストの一覧に判定を表示します。',
  'options.features.panelButton': '「スキャンを設定」ボタン',
  'options.features.panelButton_hint': 'グループページで、ゲートの設定と変更に使います。',
  'options.ungated.title': 'ゲートのないリポジトリ',
  'options.ungated.about':
    'ポリシーがなくてもパイプラインがレポートを残す場合、何が不合格になるかをカードがあなただけに示します。何もブロックされません。',
  'options.ungated.label': '不合格とみなす',
  'options.ungated.critical': '致命的',
  'options.ungated.high': '高以上',
  'options.ungated.medium': '中以上',
  'options.ungated.low': '低以上',
  'options.ungated.never': 'なし: 検出結果の表示のみ',
  'options.diagnostics.title': '診断',
  'options.diagnostics.about':
    'バグ報告用に、バージョン、設定、最近のリクエストの形を示します。ホスト、名前、パス、トークンは含まれず、何も送信されません。',
  'options.diagnostics.make': 'レポートを作成',
  'options.diagnostics.again': '作り直す',
  'options.diagnostics.copy': 'コピー',
  'options.diagnostics.copied': 'コピーしました。',
  'options.diagnostics.report': '診断レポート',
  'options.diagnostics.not_copied': 'ブラウザーがコピーを許可しませんでした。',
  'options.diagnostics.not_copied_next': 'テキストを選択して、手動でコピーしてください。',
  'options.remove.title': 'すべて削除',
  'options.remove.about':
    'このブラウザーのトークン、設定、ジョブをすべて破棄し、すべてのサイトへのアクセス許可を取り消します。GitLab にあるゲートプロジェクト、ポリシー、Webhook は残ります。ゲートを終了するには、先にグループのパネルで「このグループから MR Gate を削除」を選んでください。',
  'options.remove.done': 'すべて削除しました。トークンは GitLab で取り消すまで有効です。',
  'options.remove.confirm': 'はい、すべて削除',
  'options.remove.ask': 'すべて削除…',
  'options.remove.job_running': '{group} でジョブが実行中です。',
  'options.remove.job_running_next': 'そこで停止するか終了を待ってから、すべて削除してください。',

  // The last requests.
  'options.requests.title': '直近 {kept} 件のリクエスト',
  'options.requests.about':
    'ブラウザーの起動後に MR Gate が送ったすべてのリクエストを新しい順に示します。トークンによるものと、GitLab のページであなた自身のサインインによるものです。ページのリクエストは数秒後に記録されます。パスに埋め込まれた値は保存されません。',
  'options.requests.refresh': '更新',
  'options.requests.none': 'まだありません。',
  'options.requests.label': 'リクエスト',
  'options.requests.time': '時刻',
  'options.requests.with': '認証',
  'options.requests.method': 'メソッド',
  'options.requests.path': 'パス',
  'options.requests.status': 'ステータス',
  'options.requests.took': '所要時間',
  'options.requests.session': 'あなたのセッション',
  'options.requests.token': 'あなたのトークン',
  'options.requests.no_answer': '応答なし',
  'options.requests.ms': '{ms} ミリ秒',
};
