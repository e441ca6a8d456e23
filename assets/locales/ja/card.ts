import type { Translation } from '../../../utils/texts/types.ts';
import type { card as english } from '../en/card.ts';

export const card: Translation<typeof english> = {
  'card.details_not_loaded': '詳細を読み込めませんでした。ページを再読み込みしてください。',

  'card.title.passed': 'MR Gate: 合格',
  'card.title.passed_with_findings': 'MR Gate: 合格 (検出結果あり)',
  'card.title.failed': 'MR Gate: 不合格',
  'card.title.report_only': 'MR Gate: レポートのみ',
  'card.title.running': 'MR Gate: 評価中…',
  'card.title.no_verdict': 'MR Gate: 判定なし',
  'card.title.not_gated': 'MR Gate: ゲート未適用',
  'card.title.expired': 'MR Gate: レポートの期限切れ',
  'card.title.error': 'MR Gate: 判定できません',
  'card.title.unverified': 'MR Gate: 未確認',
  'card.title.draft': 'MR Gate: ドラフト',
  'card.title.closed': 'MR Gate',
  'card.title.signed_out': 'MR Gate: サインアウト中',
  'card.title.read_error': 'MR Gate: 読み取れません',

  'card.refresh': '更新',
  'card.show': '詳細を表示',
  'card.hide': '詳細を非表示',
  'card.try_again': '再試行',
  'card.reload': '再読み込み',
  'card.started': '開始: {when}。',
  'card.unknown_time': '時刻不明',
  'card.stale': '最新ではありません: {why}',
  'card.threshold_hint': '新しい検出結果でマージリクエストが不合格になる重大度',
  'card.not_checked': '送信元は未確認',
  'card.not_checked_hint': 'ゲートプロジェクトを閲覧できないため、そのユーザーを確認できませんでした',
  'card.not_enforced': '表示のみ (強制なし)',

  // Why a verdict is shown without being enforced.
  'card.lax.off': 'このリポジトリはパイプラインの成功を必須としていないため、GitLab はマージを許可します。',
  'card.lax.other_pipeline': 'GitLab のマージチェックは、この判定とは別のパイプラインを参照しています。',
  'card.lax.fork': 'このマージリクエストは、ゲートがステータスを設定できないフォークからのものです。',
  'card.lax.not_gated': 'このリポジトリにはゲートが適用されていません。',

  // Where the next step is done.
  'card.to.group': 'グループを開く',
  'card.to.webhooks': 'Webhook を開く',
  'card.to.run': 'ゲートのパイプラインを開く',
  'card.to.pipeline': 'パイプラインを開く',
  'card.to.sign_in': 'サインイン',

  // What a verdict says. `{at}` is one of the thresholds below.
  'card.at.critical': '重大度「致命的」',
  'card.at.high': '重大度「高」以上',
  'card.at.medium': '重大度「中」以上',
  'card.at.low': '重大度「低」以上',
  'card.at.threshold': 'しきい値以上',
  'card.at.scans': '各スキャンのしきい値以上',
  'card.failed': { other: '{at}の新しい検出結果が {count} 件あります。' },
  'card.gate_failed': 'ゲートが失敗しました。',
  'card.passed': '{at}の新しい検出結果はありません。',
  'card.passed_with': '{at}の新しい検出結果はありません ({also})。',
  'card.passed_with_two': '{at}の新しい検出結果はありません ({also}、{other})。',
  'card.also.below': { other: 'それ未満の新しい検出結果 {count} 件' },
  'card.also.missing': { other: '結果のないスキャン {count} 件' },
  'card.also.existing': 'ターゲットブランチに既存 {number} 件',
  'card.uncompared':
    '{verdict}ターゲットブランチをスキャンできなかったため、すべての検出結果が新規として扱われます。',
  'card.reported': { other: '新しい検出結果が {count} 件あります。このリポジトリはレポートのみです。' },
  'card.reported_none': '新しい検出結果はありません。このリポジトリはレポートのみです。',

  // The gate’s own words for why stand in `{gate}`, in English.
  'card.could_not_tell': 'ゲートは判定できませんでした: {gate}',
  'card.could_not_tell_why': 'ゲートは、このマージリクエストが安全かどうかを判定できませんでした。',
  'card.held':
    'ここにはブロックするものはありませんが、同じコミットを持つマージリクエスト !{holder} がブロックされているため、GitLab は両方をブロックします。',

  // What to do.
  'card.next.blocked':
    'マージはブロックされています。表示された問題を修正してプッシュすると、ゲートが自動的に再評価します。',
  'card.next.fix': '表示された問題を修正してプッシュすると、ゲートが自動的に再評価します。',
  'card.next.look': 'ブロックはされていません。マージする前に、表示された内容を確認してください。',
  'card.next.nothing': '必要な作業はありません。',
  'card.next.see_run': 'ゲートのパイプラインで問題を確認してください。新しいプッシュで再評価されます。',
  'card.next.held':
    '!{holder} をブロックしている問題を修正してください。不要になった場合はクローズしてください。',
  'card.next.later_comments':
    '後のコメントを確認するか、このリポジトリにゲートが適用されているかをメンテナーに確認してください。',
  'card.next.ready':
    '準備完了にしてください。このリポジトリにゲートが適用されていれば、そのとき評価されます。',
  'card.next.ask_gated': 'ゲートが適用されているかをリポジトリのメンテナーに確認してください。',
  'card.next.gate_it': 'ゲートを適用するには、メンテナーがグループを開き、「スキャンを設定」を選びます。',
  'card.next.gate_again':
    'もう一度ゲートを適用するには、メンテナーがグループを開き、「スキャンを設定」を選びます。',
  'card.next.long': '通常より時間がかかっています。ゲートのパイプラインに Runner があるか確認してください。',
  'card.next.wait': 'お待ちください。判定はここに自動的に表示されます。',
  'card.next.wait_minute':
    'ゲートが開始するまで 1 分ほどお待ちください。開始しない場合、メンテナーは「設定」の「Webhook」で原因を確認できます。',
  'card.next.closed': '必要な作業はありません。クローズされたマージリクエストは再評価されません。',

  // While there is no verdict.
  'card.none_in_first': 'このマージリクエストの最初の 3,000 件のコメントに判定はありません。',
  'card.draft': 'これはドラフトで、ゲートは評価していません。',
  'card.none_visible': 'このマージリクエストには、閲覧できる判定がありません。',
  'card.not_gated':
    'このリポジトリにゲートが適用されていないか、ゲートがまだこのマージリクエストを処理していません。',
  'card.running': 'ゲートがこのマージリクエストを評価しています。',
  'card.writing': 'ゲートは判定を終え、詳細を書き込んでいます。',
  'card.outdated':
    '新しいコミットがあります。最後の判定は {old} に対するもので、最新のコミットは {head} です。',
  'card.outdated_gone':
    '新しいコミットがあります。最後の判定は {old} に対するもので、最新のコミットは存在しません。',
  'card.over.merged': 'マージ済み。ゲートの最後の判定: {verdict}。',
  'card.over.closed': 'クローズ済み。ゲートの最後の判定: {verdict}。',
  'card.over.merged_without': '最後のコミットに対する判定なしでマージされました。',
  'card.over.closed_without': '最後のコミットに対する判定なしでクローズされました。',
  'card.last.passed': '合格',
  'card.last.failed': '不合格',
  'card.last.report_only': 'レポートのみ',
  'card.last.error': 'ゲートは判定できませんでした',

  // Why a verdict is not believed.
  'card.unknown_user': '不明なユーザー',
  'card.said.passed': '合格',
  'card.said.failed': '不合格',
  'card.said.report_only': 'レポートのみ',
  'card.said.error': '判定できません',
  'card.said.nothing': 'なし',
  'card.said.otherwise': '別の内容',
  'card.doubt.status_author':
    'ステータスは、このグループのゲート {gate} ではなく {poster} によって設定されました。',
  'card.doubt.status_author_own':
    'ステータスは、このグループのゲート {gate} ではなく {poster} によって設定されました。ゲート自身の判定: {said}。',
  'card.doubt.note_author':
    '判定は、このグループのゲート {gate} ではなく {writer} によって書き込まれました。',
  'card.doubt.different_authors':
    'ステータスは {poster} によるものですが、その詳細は {writer} によるものです。',
  'card.doubt.own_verdict':
    '判定は {author} によるものですが、このユーザーはマージリクエストの作成者か、不明なユーザーです。',
  'card.doubt.not_listed':
    'ゲートプロジェクトの一覧にこのリポジトリがないため、この判定は無効になっています。',
  'card.doubt.note_unreadable': '判定は、このバージョンの MR Gate では読み取れない形式です。',
  'card.doubt.other_merge_request': '判定は別のマージリクエストに対するものです。',
  'card.doubt.note_missing': 'ステータスは「{said}」ですが、詳細を含むコメントがありません。',
  'card.doubt.note_beyond':
    'ステータスは「{said}」ですが、その詳細はこのマージリクエストの最初の 3,000 件のコメントにありません。',
  'card.doubt.note_outdated': 'ステータスは「{said}」ですが、その詳細は古いコミットに対するものです。',
  'card.doubt.status_missing':
    'このコミットの詳細はありますが、GitLab にステータスがないため、何も強制されません。',
  'card.doubt.status_hidden': 'このコミットのステータスが GitLab で表示されないため、判定を確認できません。',
  'card.doubt.disagree': 'ステータスは「{said}」ですが、その詳細は「{other}」です。',
  'card.doubt.inconsistent': '判定に矛盾があります。結果が検出結果と一致しません。',
  'card.next.distrust':
    'この判定を信頼しないでください。もう一度プッシュしてゲートに判定させ、メンテナーに知らせてください。',
  'card.next.update': 'MR Gate を更新するか、下にあるゲートのコメントを確認してください。',
  'card.next.details_in_run':
    '詳細はゲートのパイプラインを確認してください。新しいプッシュで書き直されます。',
  'card.next.ask_member': 'リポジトリのメンバーに判定を確認してください。',

  // Why GitLab could not be read.
  'card.failure.signed_out': 'GitLab からサインアウトしているため、判定を読み取れません。',
  'card.failure.hidden': 'GitLab により、このページからマージリクエストを読み取れなくなりました。',
  'card.failure.rate_limited': 'GitLab によりリクエストが制限されているため、現在は判定を読み取れません。',
  'card.failure.network': 'GitLab が応答しませんでした。',
  'card.failure.server': 'GitLab がエラーを返しました。',
  'card.failure.unreadable': 'GitLab の応答を読み取れませんでした。',
  'card.mend.signed_out': 'サインインしてから戻ってください。',
  'card.mend.hidden': 'ページを再読み込みしてください。',
  'card.mend.rate_limited': '1 分ほどお待ちください。自動的に再度読み取られます。',
  'card.mend.network': '接続を確認して、もう一度お試しください。',
  'card.mend.server': '少し待ってから、もう一度お試しください。',
  'card.mend.unreadable': 'もう一度お試しください。改善しない場合は、新しい MR Gate が必要です。',
};
