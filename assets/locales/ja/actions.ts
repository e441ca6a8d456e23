import type { Translation } from '../../../utils/texts/types.ts';
import type { actions as english } from '../en/actions.ts';

export const actions: Translation<typeof english> = {
  'actions.signed_out.what':
    'GitLab からサインアウトしているため、MR Gate のトークンがご自身のものか確認できません。',
  'actions.signed_out.next': 'サインインしてから、もう一度実行してください。',
  'actions.other_user.what':
    '接続されているトークンは @{owner} のもので、@{user} としてサインインしています。このままでは別のユーザーの名義で実行されます。',
  'actions.other_user.next': 'ご自身のトークンを接続するか、トークンのユーザーとしてサインインしてください。',
  'actions.read_only.what': '接続されている @{user} のトークンは読み取り専用です。',
  'actions.read_only.next': 'スコープ「api」を持つトークンに更新してください。',
  'actions.not_seen.what':
    'お使いのトークンではゲートプロジェクト {project} を閲覧できません。この操作はそのメンテナーだけが行えます。',
  'actions.not_seen.next': 'メンテナーに依頼してください。',
  'actions.no_role.what': '{project} のメンテナーロールが必要ですが、@{user} にはありません。',
  'actions.no_role.next': 'そのメンテナーに依頼してください。',
  'actions.not_gated.what': '{project} はこのリポジトリにゲートを適用しなくなりました。',
  'actions.not_read_back.what': 'GitLab は変更を受け付けましたが、{file} に反映されていません。',
  'actions.not_read_back.next': 'ゲートプロジェクトを開き、最新のコミットを確認してください。',
  'actions.day_has_passed.what': '{day}は過ぎているため、何も無視されません。',
  'actions.day_has_passed.next': '後の日付を選ぶか、指定しないでください。',
  'actions.policy_broken.what': '{project} の {file} に誤りがあるため、上書きしません。',
  'actions.policy_missing.what': '{project} に {file} がありません。',
  'actions.policy_broken.next': 'ゲートプロジェクトのファイルを修正してから、もう一度実行してください。',
  'actions.may_not_commit.what': '{project} の {branch} へのコミットは GitLab に許可されていません。',
  'actions.may_not_commit.next': 'そのブランチにプッシュできる人に依頼してください。',
  'actions.plan_outdated.what': 'その間に誰かがポリシーを変更しました。何も書き込まれていません。',
  'actions.plan_outdated.next': 'もう一度確認してから、実行してください。',
  'actions.payload_refused.what':
    '{project} はイベントを受け付けません。この GitLab ではパイプライン変数として扱われますが、そこでは誰も設定できません。',
  'actions.payload_refused.next':
    'グループのオーナーとして「スキャンを設定」で MR Gate をもう一度セットアップすると解決します。',
  'actions.payload_refused.link': 'CI/CD の設定',
  'actions.no_token.what':
    'この GitLab 用のトークンがありません。トークンがなければ、MR Gate は何も変更しません。',
  'actions.no_token.next': 'スコープ「api」を持つトークンで接続してください。',
  'actions.reload': 'ページを再読み込みしてください。',
};
