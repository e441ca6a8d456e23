import type { Translation } from '../../../utils/texts/types.ts';
import type { errors as english } from '../en/errors.ts';

export const errors: Translation<typeof english> = {
  'errors.unexpected.what': 'MR Gate で問題が発生しました。',
  'errors.unexpected.next':
    'もう一度お試しください。繰り返し発生する場合は、ページを再読み込みして報告してください。',
  'errors.network.what': 'GitLab に接続できませんでした。',
  'errors.network.what_uncertain': 'GitLab に接続できませんでした。変更が反映されたかどうかは分かりません。',
  'errors.network.next': '接続と VPN を確認してから、もう一度お試しください。',
  'errors.timeout.what': 'GitLab が時間内に応答しませんでした。',
  'errors.timeout.what_uncertain':
    'GitLab が時間内に応答しませんでした。変更が反映されたかどうかは分かりません。',
  'errors.try_in_a_moment': '少し待ってから、もう一度お試しください。',
  'errors.cancelled.what': '完了する前に停止しました。',
  'errors.cancelled.next': '準備ができたら、もう一度開始してください。',
  'errors.unauthorized.what': 'GitLab がトークンを受け付けなくなりました (401): {reason}',
  'errors.unauthorized.next': 'ツールバーから MR Gate を開き、トークンを更新してください。',
  'errors.insufficient_scope.what': 'このトークンでは許可されていません (403): {reason}',
  'errors.insufficient_scope.next':
    'スコープ「api」を持つトークンに更新するか、きめ細かいトークンに権限を追加してください。',
  'errors.forbidden.what': 'GitLab に拒否されました (403): {reason}',
  'errors.forbidden.next': 'グループのオーナーに、必要なロールを依頼してください。',
  'errors.not_found.what': 'GitLab に存在しないか、このトークンには表示されません (404)。',
  'errors.not_found.next': 'まだ存在するか、トークンのユーザーがメンバーかどうかを確認してください。',
  'errors.conflict.what': '同時に変更が行われました ({status}): {reason}',
  'errors.conflict.next': '再読み込みして、もう一度実行してください。',
  'errors.rate_limited.what': 'GitLab が 429 を返しました。現在リクエストが多すぎます。',
  'errors.rate_limited.next':
    '{duration}待ってから、もう一度お試しください。トークンや設定に問題はありません。',
  'errors.redirected.what':
    'GitLab がリダイレクトを返しました。プロジェクトが移動したか、GitLab のものではないアドレスです。',
  'errors.redirected.next': '新しいアドレスでページを開いて、もう一度お試しください。',
  'errors.server.what': 'GitLab 側で問題が発生しました ({status})。',
  'errors.server.what_uncertain':
    'GitLab 側で問題が発生しました ({status})。変更が反映されたかどうかは分かりません。',
  'errors.invalid.what': 'GitLab に受け付けられませんでした: {reason}',
  'errors.invalid.what_status': 'GitLab に受け付けられませんでした ({status}): {reason}',
  'errors.invalid.next': '指摘された内容を修正して、もう一度お試しください。',
  'errors.storage_full.what': 'このブラウザーには、MR Gate のデータを保存する空きがありません。',
  'errors.storage_full.next': 'ディスクの空き容量を増やしてから、もう一度お試しください。',

  'errors.refused.what': 'MR Gate はこのリクエストを受け付けません。',
  'errors.reload_and_try': 'ページを再読み込みして、もう一度お試しください。',
  'errors.not_connected.what': 'この GitLab は接続されていません。',
  'errors.not_connected.next': 'ツールバーから MR Gate を開き、トークンで接続してください。',
  'errors.extension_reloaded.what':
    'MR Gate が更新または再読み込みされ、このページでは古い部分がまだ動いています。',
  'errors.extension_reloaded.next': 'ページを再読み込みしてください。',
  'errors.worker_lost.what': '拡張機能が応答する前に停止しました。',
  'errors.worker_lost.next': '再読み込みしてどこまで進んだかを確認し、必要なら繰り返してください。',
  'errors.trigger_not_kept.what':
    'GitLab がゲートプロジェクトにパイプライントリガーを作成しましたが、一覧にありません。',
  'errors.trigger_not_kept.next': 'パイプライントリガーを確認してから (設定、CI/CD)、続行してください。',
};
