import type { Translation } from '../../../utils/texts/types.ts';
import type { popup as english } from '../en/popup.ts';

export const popup: Translation<typeof english> = {
  'popup.address.label': 'GitLab のアドレス',
  'popup.address.wrong': 'アドレスではありません。gitlab.example.com のように入力してください。',
  'popup.address.hint': 'GitLab がパスの下にある場合はそれも含めます: example.com/gitlab',
  'popup.continue': '続行',
  'popup.cancel': 'キャンセル',
  'popup.for_gitlab': 'for GitLab',
  'popup.options': '設定',
  'popup.looking': 'ページを確認しています',

  // A connected GitLab.
  'popup.token_refused': 'トークン拒否',
  'popup.can_configure': '設定可能',
  'popup.read_only': '読み取り専用',
  'popup.kind.person': 'パーソナルトークン',
  'popup.kind.group_bot': 'グループアクセストークン',
  'popup.kind.project_bot': 'プロジェクトアクセストークン',
  'popup.kind.service_account': 'サービスアカウント',
  'popup.update_token': 'トークンを更新',
  'popup.user': 'ユーザー',
  'popup.scopes': 'スコープ',
  'popup.scope.granular': 'きめ細かい権限',
  'popup.ends': '失効',
  'popup.version_unknown': 'バージョン不明',
  'popup.checked': '確認',
  'popup.checking': '確認中…',
  'popup.check_again': '再確認',
  'popup.disconnect': '接続を解除',
  'popup.end_unknown': 'GitLab から取得できません',
  'popup.ended': '失効済み',
  'popup.ends_tomorrow': '明日失効',
  'popup.days_left': { other: '残り {count} 日' },
  'popup.ends_soon': 'まもなく失効',
  'popup.unknown_user': '不明',

  // Disconnecting.
  'popup.disconnect.title': '{host} との接続を解除しますか?',
  'popup.disconnect.text':
    'MR Gate はトークンを破棄します。ゲートは動作し続け、ゲートプロジェクト、ポリシー、Webhook は GitLab に残ります。トークン自体は、{link}まで有効です。',
  'popup.disconnect.revoke': 'GitLab で取り消す',
  'popup.disconnect.give_back': 'このホストへのアクセス許可も取り消す',
  'popup.disconnect.give_back_hint': 'マージリクエストに判定が表示されなくなります。',

  // The token of the gate itself.
  'popup.gate.stored_title': 'トークンを引き渡しました',
  'popup.gate.stored': '{group} のゲートは {user} として動作します',
  'popup.gate.stored_text':
    'グループページに戻ると、セットアップが続きます。トークンは非表示の CI/CD 変数としてゲートプロジェクトに保存され、その後 MR Gate は破棄します。',
  'popup.gate.title': '{group} のゲート専用トークン',
  'popup.gate.text':
    'ゲートは誰のブラウザーも開いていないときも GitLab の中で動くため、専用のトークンが必要です。個人ではないユーザーのものが最適です。GitLab がセットアップによる作成を許可しませんでした。',
  'popup.gate.make': '{serviceAccount}または{groupToken}を作成します (gitlab.com では Premium)。',
  'popup.gate.service_account': 'サービスアカウント',
  'popup.gate.group_token': 'グループアクセストークン',
  'popup.gate.role': '{group} でのロール: {role} 以上。スコープ: {scope}。',
  'popup.gate.paste': 'ここに貼り付けます。保存の前に確認されます。',
  'popup.gate.token': 'ゲートのトークン',
  'popup.gate.token_hint': 'ゲートプロジェクトの、マスク・非表示・保護された変数にのみ保存されます。',
  'popup.asking': 'GitLab に問い合わせ中…',
  'popup.gate.verify': '確認して引き渡す',

  // Access to a host.
  'popup.grant.title': '{host} で MR Gate を使いますか?',
  'popup.grant.signed_in': 'GitLab {version} · @{user} でサインイン中',
  'popup.grant.signed_out': 'GitLab {version} · サインインしていません',
  'popup.grant.refused': 'アクセスが許可されませんでした',
  'popup.grant.refused_text':
    '許可がないと、MR Gate はこの GitLab で何もできません。もう一度ボタンを押し、ブラウザーの確認で「許可」を選んでください。',
  'popup.grant.text': 'MR Gate は最初、どのサイトにもアクセスできません。このサイトで許可すると、',
  'popup.grant.shows': 'マージリクエストにゲートの判定を表示し、',
  'popup.grant.adds': 'グループページに「スキャンを設定」を追加し、',
  'popup.grant.talks': 'この GitLab とだけ通信し、他のサーバーとは通信しません。',
  'popup.grant.allow': '{host} へのアクセスを許可',
  'popup.grant.hint': 'ブラウザーが確認を求めます。後で取り消せます。',

  // Nothing to connect here.
  'popup.none.other': 'GitLab のページではありません',
  'popup.none.restricted': 'このページは確認できません',
  'popup.none.other_text':
    '{host} は GitLab ではないようです。お使いの GitLab のページを開いて MR Gate のボタンを押すか、アドレスを入力してください。',
  'popup.none.restricted_text':
    'ブラウザー自身のページでは拡張機能が動作しません。お使いの GitLab のページを開いて MR Gate のボタンを押すか、アドレスを入力してください。',
  'popup.none.first_steps': 'タブで最初の手順を進める',
  'popup.others': '接続済みの GitLab',
  'popup.others_too': '他の接続済みの GitLab',

  // Taking a token.
  'popup.token.update_title': '{host} のトークンを更新',
  'popup.token.connect_title': '{host} に接続',
  'popup.token.who':
    'トークンが必要なのはゲートを設定する人だけです。マージリクエストの判定はトークンなしで表示されます。',
  'popup.token.unencrypted': 'この GitLab は暗号化されていません',
  'popup.token.unencrypted_text':
    'http:// では、途中の誰でもトークンを読み取れます。https:// のアドレスがあればそれを使ってください。',
  'popup.token.purpose': 'MR Gate で行うこと',
  'popup.token.api': '設定 (api)',
  'popup.token.api_hint': '変更をすべて表示してから、ゲートを設定します。',
  'popup.token.read_api': '読み取り専用 (read_api)',
  'popup.token.read_api_hint': '全リポジトリの状態を表示します。書き込みはしません。',
  'popup.token.create': 'GitLab でトークンを作成',
  'popup.new_tab': '(新しいタブ)',
  'popup.token.label': 'トークン',
  'popup.token.hint': 'このブラウザーの MR Gate だけが保持します。ページからは見えません。',
  'popup.token.verify_update': '確認して更新',
  'popup.token.verify_connect': '確認して接続',
  'popup.token.hide_title': 'トークンを隠す',
  'popup.token.show_title': 'トークンを表示',
  'popup.token.hide': '隠す',
  'popup.token.show': '表示',
  'popup.token.missing': 'トークンがまだありません。',
  'popup.token.missing_next': '入力欄に貼り付けてください。',

  // Kinds of tokens.
  'popup.kinds.title': 'どの種類のトークン?',
  'popup.kinds.needs': '必要なもの',
  'popup.kinds.acts': '動作',
  'popup.kinds.service_account': 'サービスアカウント',
  'popup.kinds.service_account_needs': '最新バージョンでは全プラン、それ以前は Premium',
  'popup.kinds.service_account_acts': 'それ自身として。人の退職に左右されないため、チームに推奨',
  'popup.kinds.personal': 'パーソナル',
  'popup.kinds.personal_needs': '全プラン',
  'popup.kinds.personal_acts': 'あなたとして、あなたのロールで',
  'popup.kinds.group': 'グループ',
  'popup.kinds.group_needs': 'gitlab.com: Premium。Self-Managed: 全プラン',
  'popup.kinds.group_acts': '1 つのグループのボットとして',

  // Notices.
  'popup.notice.disconnected': '{host} との接続を解除しました。',
  'popup.notice.updated': 'トークンを更新しました。',
  'popup.notice.connected': '接続しました。GitLab でグループを開き、「スキャンを設定」を選んでください。',
  'popup.notice.connected_read_only':
    '読み取り専用で接続しました。GitLab でグループを開き、「スキャンを設定」を選ぶとリポジトリが表示されます。',
  'popup.notice.other_user':
    'トークンは {now} のものになりました。以前は {before} のもので、{before} として開始したジョブは続行されません。',
  'popup.notice.unknown_user': '不明なユーザー',
  'popup.gate.token_user': 'トークンのユーザー',

  // What became of MR Gate on the page in the tab.
  'popup.here.badges': 'ゲートが判定したマージリクエストには、この一覧でバッジが付きます。',
  'popup.here.badges_off': 'このページには何も表示されません。一覧のバッジが設定でオフになっています。',
  'popup.here.badges_nowhere':
    'このページには何も表示されません。バッジを付けるマージリクエストが見つかりませんでした。',
  'popup.here.badges_loading': 'このページにはまだ何も表示されません。ゲートの状態を読み込んでいます。',
  'popup.here.badges_signed_out':
    'このページには何も表示されません。この GitLab からサインアウトしています。',
  'popup.here.badges_none':
    'このページには何も表示されません。この一覧に、ゲートが判定したマージリクエストはありません。',
  'popup.here.badges_unread':
    'このページには何も表示されません。GitLab からゲートの状態を取得できませんでした。ページを再読み込みしてください。',
  'popup.here.card': 'ゲートのカードは、マージボタンの上にあります。',
  'popup.here.card_off': 'このページには何も表示されません。ゲートカードが設定でオフになっています。',
  'popup.here.card_floating':
    'ゲートのカードは下の隅に浮いて表示されます。このページには、MR Gate が知っている場所がありません。',
  'popup.here.card_nowhere':
    'このページには何も表示されません。ゲートのカードを置く場所が見つかりませんでした。ページを再読み込みしてください。',
  'popup.here.card_loading': 'ゲートのカードはこのページにあり、まだ読み込み中です。',
  'popup.here.card_signed_out':
    'ゲートのカードはこのページにありますが、判定は表示されません。この GitLab からサインアウトしています。',
  'popup.here.card_not_gated':
    'ゲートのカードはこのページにありますが、判定は表示されません。このマージリクエストはゲートの対象ではありません。',
  'popup.here.card_no_verdict': 'ゲートのカードはこのページにありますが、判定はまだありません。',
  'popup.here.card_unread': 'ゲートのカードはこのページにあり、GitLab を読み取れなかった理由を示しています。',
  'popup.here.button': '「スキャンを設定」は、このグループのヘッダーにあります。',
  'popup.here.button_off':
    'このページには何も表示されません。「スキャンを設定」ボタンが設定でオフになっています。',
  'popup.here.button_floating':
    '「スキャンを設定」は下の隅に浮いて表示されます。このページには、MR Gate が知っている場所がありません。',
  'popup.here.button_nowhere':
    'このページには何も表示されません。「スキャンを設定」を置く場所が見つかりませんでした。ページを再読み込みしてください。',
  'popup.here.elsewhere':
    'このページには何も表示されません。MR Gate は、グループのページ、マージリクエスト、その一覧に表示されます。',
  'popup.here.old': 'このページには、古い MR Gate の一部が残っています。ページを再読み込みしてください。',
  'popup.here.not_started':
    'このページには何も表示されません。MR Gate が動作できるようになる前に開かれたページです。ページを再読み込みしてください。',
  'popup.here.not_allowed':
    'このページには何も表示されません。この GitLab では、MR Gate はまだ許可されていません。',
};
