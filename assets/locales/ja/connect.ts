import type { Translation } from '../../../utils/texts/types.ts';
import type { connect as english } from '../en/connect.ts';

export const connect: Translation<typeof english> = {
  'connect.new_token': '新しいトークンを作成して、ここに貼り付けてください。',
  'connect.token_expired': 'このトークンは期限切れです。',
  'connect.token_expired_on': 'このトークンは{day}に失効しました。',
  'connect.token_revoked': 'このトークンは取り消されました。',
  'connect.token_wrong.what': 'GitLab はこのトークンを認識していません (401)。',
  'connect.token_wrong.next':
    '全体がコピーされているか、この GitLab のものかを確認するか、新しく作成してください。',
  'connect.token_gone.what': 'GitLab はこのトークンを受け付けなくなりました (401)。',
  'connect.token_gone.next':
    '取り消されたか、置き換えられたか、失効しました。新しいトークンに更新してください。',
  'connect.scope': '「{scope}」',
  'connect.scopes': '{first}、{rest}',
  'connect.under_scoped.what': {
    other: 'このトークンのスコープは{scopes}だけです。グループとプロジェクトを読み取るには足りません。',
  },
  'connect.under_scoped.none': 'このトークンには、グループとプロジェクトを読み取るスコープがありません。',
  'connect.under_scoped.next':
    'ゲートを設定するにはスコープ「api」、閲覧だけなら「read_api」を持つトークンを作成してください。',
  'connect.granular_short.what': 'このきめ細かいトークンでは、グループやプロジェクトを読み取れません。',
  'connect.granular_short.next':
    'グループ、プロジェクト、ユーザーの読み取り権限を与えるか、スコープ「api」のトークンを使ってください。',
  'connect.not_gitlab.what': 'このアドレスには、GitLab の API として応答するものがありません。',
  'connect.not_gitlab.next':
    'アドレスを確認してください。GitLab がパスの下にある場合は、そのパスも含めます。手前のサインイン画面や VPN が原因のこともあります。',
  'connect.not_granted.what': 'MR Gate にはこのホストへの権限がありません。',
  'connect.not_granted.next': 'この GitLab のページで MR Gate を開き、アクセスを許可してください。',
  'connect.blocked.what': 'このトークンのユーザーはブロックされています。',
  'connect.blocked.next': 'この GitLab の管理者に問い合わせるか、別のユーザーのトークンを使ってください。',
  'connect.deactivated.what': 'このトークンのユーザーは無効化されています。',
  'connect.deactivated.next':
    'そのユーザーで一度 GitLab にサインインして再有効化し、もう一度お試しください。',
  'connect.pending.what': 'このトークンのユーザーは承認待ちです。',
  'connect.pending.next': 'この GitLab の管理者に承認を依頼してください。',
  'connect.terms.what': 'このトークンのユーザーは GitLab の利用規約に同意していません。',
  'connect.terms.next': 'そのユーザーで GitLab にサインインして同意し、もう一度お試しください。',
  'connect.gate_read_only.what':
    'ゲートはステータスとコメントを投稿しますが、このトークンは読み取り専用です ({scopes})。',
  'connect.gate_read_only.next': 'スコープ「api」を持つトークンを作成してください。',
  'connect.gate_no_group.what': 'このトークンのユーザーにはグループ {group} が見えません。',
  'connect.gate_no_group.next':
    'そのユーザーをデベロッパー以上としてグループに追加するか、そのグループのグループアクセストークンを使ってください。',
  'connect.gate_role.what':
    '{user} は {group} のデベロッパー以上ではないため、ゲートはステータスを投稿できません。',
  'connect.gate_role.next': 'グループでそのロールを与えてから、トークンをもう一度貼り付けてください。',
  'connect.malformed.what':
    'これはトークンではありません。トークンに使われない空白、改行、文字が含まれています。',
  'connect.malformed.next': 'GitLab のコピーボタンでトークンだけをコピーし、もう一度貼り付けてください。',
  'connect.wrong_kind.next':
    'パーソナル、グループ、サービスアカウントのいずれかのアクセストークンを作成し、それを貼り付けてください。',

  // What GitLab, or another host, issues for something else.
  'connect.kind.deploy':
    'これはデプロイトークンで、アクセストークンではありません。デプロイトークンはリポジトリとパッケージを読み取るもので、API には使えません。',
  'connect.kind.runner':
    'これは Runner トークンで、アクセストークンではありません。Runner の登録にしか使えません。',
  'connect.kind.job':
    'これは CI/CD ジョブトークンで、アクセストークンではありません。ジョブとともに失効し、一部のエンドポイントにしか使えません。',
  'connect.kind.trigger':
    'これはパイプライントリガートークンで、アクセストークンではありません。パイプラインの開始にしか使えません。',
  'connect.kind.feed':
    'これはフィードトークンで、アクセストークンではありません。RSS とカレンダーのフィードにしか使えません。',
  'connect.kind.mail':
    'これは受信メールトークンで、アクセストークンではありません。メールの受信にしか使えません。',
  'connect.kind.oauth':
    'これは OAuth アプリケーションのシークレットで、アクセストークンではありません。ユーザーではなくアプリケーションを識別します。',
  'connect.kind.agent':
    'これは Kubernetes エージェントトークンで、アクセストークンではありません。クラスターの接続にしか使えません。',
  'connect.kind.scim':
    'これは SCIM トークンで、アクセストークンではありません。ユーザーのプロビジョニングにしか使えません。',
  'connect.kind.feature_flags':
    'これは機能フラグのクライアントトークンで、アクセストークンではありません。機能フラグの読み取りにしか使えません。',
  'connect.kind.workspace':
    'これはワークスペーストークンで、アクセストークンではありません。リモートワークスペースのものです。',
  'connect.kind.github': 'これは GitHub のトークンで、GitLab のアクセストークンではありません。',
  'connect.kind.atlassian': 'これは Atlassian のトークンで、GitLab のアクセストークンではありません。',
};
