import type { Translation } from '../../../utils/texts/types.ts';
import type { apply as english } from '../en/apply.ts';

export const apply: Translation<typeof english> = {
  // Several things in one sentence.
  'apply.list': '{first}、{rest}',
  'apply.clauses': '{first}、{rest}',
  'apply.settings': { other: '{failOn} · スキャン {count} 件' },
  'apply.scan_threshold': '{scan}: {threshold}',

  // Merge settings, as GitLab names them.
  'apply.flag.only_allow_merge_if_pipeline_succeeds': 'パイプラインが完了している',
  'apply.flag.allow_merge_on_skipped_pipeline': 'スキップしたパイプラインは成功と見なされます',

  // What a change is about.
  'apply.field.fails_on': '不合格とする重大度',
  'apply.field.scans': 'スキャン',
  'apply.field.other_thresholds': '個別のしきい値',
  'apply.field.drafts': 'ドラフトのマージリクエスト',
  'apply.field.on_error': '判定できなかった場合',
  'apply.field.source': '設定の出所',
  'apply.field.reason': '理由',
  'apply.field.owner': '責任者',
  'apply.field.until': '期限',
  'apply.field.webhook': 'Webhook',
  'apply.field.policy': 'ポリシー',
  'apply.field.ignores': '無視された検出結果',
  'apply.field.drift': '差異',
  'apply.field.merge_request_events': 'マージリクエストのイベント',
  'apply.field.push_events': 'プッシュイベント',
  'apply.field.gate_branch': 'ゲートのブランチ',
  'apply.field.webhooks': 'MR Gate の Webhook',
  'apply.field.daily_sweep': '日次スイープ',
  'apply.field.triggers': 'パイプライントリガー',
  'apply.field.gate_token': 'ゲート専用トークン',
  'apply.field.variable': 'CI/CD 変数 {key}',
  'apply.field.project': 'プロジェクト {path}',

  // What it was and what it becomes.
  'apply.value.none': 'なし',
  'apply.value.day': '{day}',
  'apply.value.on': 'オン',
  'apply.value.off': 'オフ',
  'apply.value.default': 'デフォルト',
  'apply.value.default_ended': 'デフォルト (例外は終了)',
  'apply.value.exception': '例外',
  'apply.value.gated': 'ゲート対象',
  'apply.value.not_gated': 'ゲート対象外',
  'apply.value.lets_through': '通過させる',
  'apply.value.gates_it': 'ゲート適用済み',
  'apply.value.accepted': '承認済み',
  'apply.value.not_accepted': '未承認',
  'apply.value.edited_by_hand': '手動で編集',
  'apply.value.accepted_as_it_is': '現状のまま承認',
  'apply.value.called_drift': '{value} (差異として扱う)',
  'apply.value.accepted_value': '{value} (承認済み)',
  'apply.value.active': '有効',
  'apply.value.paused': 'GitLab により一時停止',
  'apply.value.not_looked_at': '未確認',
  'apply.value.looked_at': '確認し、動作しない場合は修復',
  'apply.value.there': 'あり',
  'apply.value.deleted': '削除',
  'apply.value.kept': '履歴とともに保持',
  'apply.value.valid': '有効',
  'apply.value.revoked': '取り消し',

  // How a repository stands, and what to do about it.
  'apply.state.gate_project': 'ポリシーを保持し、ゲートを実行します。',
  'apply.state.not_configured': 'ゲート未適用: マージリクエストはチェックされません。',
  'apply.state.not_configured_next': '選択して「スキャンを設定」を押してください。',
  'apply.state.enrolling': 'ゲートの適用が途中で終わっています。',
  'apply.state.enrolling_next': 'もう一度設定してください。完了した部分は保持されます。',
  'apply.state.drifted': '設定が変更されました: {changes}。',
  'apply.state.flag_differs': '「{field}」は{after}ですが、ゲートには{before}が必要です',
  'apply.state.drifted_next': 'もう一度設定すると修復されます。',
  'apply.state.left_on':
    'ポリシーは検出結果の報告のみですが、ゲートが有効にした設定がまだ有効なため、パイプラインが成功していないマージリクエストはマージできません。',
  'apply.state.left_on_next': '設定を再適用してゲート適用前の設定に戻すか、現状のまま承認してください。',
  'apply.state.policy_broken': 'ポリシーファイルを読み取れないため、何が適用されるか不明です。',
  'apply.state.policy_broken_next': 'ゲートプロジェクトのポリシーファイルを修正してください。',
  'apply.state.undecided': '登録されていますが、ポリシーにデフォルトも例外もありません。',
  'apply.state.undecided_next': 'デフォルトを選ぶか、例外を設定してください。',
  'apply.state.accepted': '{reason}現状のまま承認済み: {changes}。',
  'apply.state.flag_is': '「{field}」は{after}',
  'apply.state.accepted_next': '検出結果でブロックするには、もう一度設定してください。',
  'apply.state.ended': '例外は{day}に終了し、再びデフォルトが適用されています: {settings}。',
  'apply.state.ended_next': '例外を更新するか、デフォルトを恒久的に適用してください。',
  'apply.state.report_only': '検出結果は表示されますが、ブロックしません。',
  'apply.state.report_only_exception': '検出結果は表示されますが、ブロックしません。例外: {reason}。',
  'apply.state.report_only_exception_until':
    '検出結果は表示されますが、ブロックしません。例外: {reason} ({day}まで)。',
  'apply.state.exception': '{settings}。例外: {reason}。',
  'apply.state.exception_until': '{settings}。例外: {reason} ({day}まで)。',
  'apply.state.default': '{settings} (グループのデフォルト)。',

  // Why a repository is left out, and the way out.
  'apply.obstacle.archived': 'アーカイブ済み: 何もマージできません。',
  'apply.obstacle.archived_next': 'まだ使用している場合は、先にアーカイブを解除してください。',
  'apply.obstacle.empty': '空です: マージ先がまだありません。',
  'apply.obstacle.empty_next': '最初のコミットをプッシュしてから、ゲートを適用してください。',
  'apply.obstacle.no_merge_requests': 'マージリクエストが無効です。',
  'apply.obstacle.no_merge_requests_next':
    'プロジェクトの設定 (一般、公開範囲、マージリクエスト) で有効にしてください。',
  'apply.obstacle.no_ci': 'CI/CD が無効なため、判定がマージリクエストに届かず、マージできなくなります。',
  'apply.obstacle.no_ci_next':
    'プロジェクトの設定 (一般、公開範囲、CI/CD) で有効にしてください。パイプラインファイルは不要です。',
  'apply.obstacle.role': 'あなたのロールでは設定を変更できません。',
  'apply.obstacle.role_next':
    'メンテナーのロールを依頼するか、メンテナーにゲートを適用してもらってください。',
  'apply.obstacle.not_found': 'このグループにはもうありません。',
  'apply.obstacle.not_found_next': '一覧を再読み込みしてください。',
  'apply.obstacle.gate_itself': 'ゲートプロジェクト自体です。',
  'apply.obstacle.gate_itself_next':
    '何もする必要はありません。ポリシーを保持し、他のリポジトリにゲートを適用します。',
  'apply.obstacle.no_default': 'グループにはまだデフォルトがありません。',
  'apply.obstacle.no_default_next': '先にグループのデフォルトとして重大度とスキャンを選んでください。',
  'apply.obstacle.no_exception': '延長できる例外がありません。',
  'apply.obstacle.no_exception_next': '例外のあるリポジトリを選択してください。',
  'apply.obstacle.not_gated': 'ゲートが適用されていません。',
  'apply.obstacle.nothing_to_remove': '削除するものはありません。',
  'apply.obstacle.configure_first': '先に設定してください。',
  'apply.obstacle.archived_settings': 'アーカイブ済み: GitLab では誰も設定を変更できません。',
  'apply.obstacle.archived_stays':
    'アーカイブ済み: GitLab では誰も設定を変更できません。Webhook はもう動作せず、残っているものは何もしません。',
  'apply.obstacle.archived_stays_next': 'それも削除するには、先にアーカイブを解除してください。',
  'apply.obstacle.archived_since': 'その後アーカイブ済み: GitLab では誰も設定を変更できません。',
  'apply.obstacle.unarchive': '先にアーカイブを解除してください。',
  'apply.obstacle.hook_gone': 'Webhook が動作せず、ゲートがまったく適用されていないため、承認できません。',
  'apply.obstacle.hook_gone_next': '元に戻すか、MR Gate を削除してください。',
  'apply.obstacle.since_settings': 'その後の変更: ポリシー内の個別の設定。',
  'apply.obstacle.since_not_gated': 'その後の変更: ゲートはもう適用されていません。',
  'apply.obstacle.since_gated_again': 'その後の変更: 再びゲートが適用されました。',
  'apply.obstacle.since_flags': 'その後の変更: {changes}。',
  'apply.obstacle.flag_since': '「{field}」は{before}でしたが、現在は{after}です',
  'apply.obstacle.since_next': 'そのままにします。変更する場合は個別に設定してください。',
  'apply.obstacle.nothing_to_do': '何もする必要はありません。',

  // What is worth knowing of one repository before applying.
  'apply.warning.reached': '未選択ですが、新しいデフォルトが適用されます。',
  'apply.warning.gated_since': 'その後ゲートが適用され、元に戻るデフォルトが適用されます。',
  'apply.warning.own_pipeline':
    '自身のパイプラインがある場合、今後はその成功も必要です。オープンなマージリクエストは、適用直後に始まるゲートの確認が済めばマージできます。',
  'apply.warning.required_already':
    'すでにパイプラインの成功が必須です。MR Gate を削除しても、その設定は残ります。',
  'apply.warning.left_group': 'このグループにはもうありません。残っている MR Gate の設定を削除します。',
  'apply.warning.stays_on': 'MR Gate の導入前からパイプラインの成功が必須だったため、その設定は残ります。',
  'apply.warning.changed_since': 'その後変更されています: {changes}。',
  'apply.warning.flag_stays': '「{field}」は{after}のまま',
  'apply.warning.opens': 'ゲートの判定に関係なくマージリクエストをマージできます。',

  // What is worth knowing of a whole plan.
  'apply.note.default_changed': 'グループのデフォルトはその後変更されたため、そのままにします。',
  'apply.note.default_changed_next': '必要な場合は別のデフォルトを選んでください。',
  'apply.note.default_needed':
    'デフォルトは残ります。その後ゲートが適用された他のリポジトリで使われています。',
  'apply.note.default_needed_next': 'なくす場合は、先にそれらから MR Gate を削除してください。',
  'apply.note.other_groups': 'このゲートは {group} のもので、他のグループにも適用されています。',
  'apply.note.other_groups_next':
    '{group} から、またはここで選択したリポジトリから MR Gate を削除してください。',
  'apply.note.not_all_released': {
    other:
      'ゲート適用済みの {count} 件のリポジトリが対象外です。ゲートがなくなると、そのマージリクエストはマージできなくなります。',
  },
  'apply.note.not_all_released_next': 'すべてのリポジトリのメンテナーである人に依頼してください。',
  'apply.note.group_lock':
    '{group} 自体が、各プロジェクトの「パイプラインが完了している」の設定に関係なく、すべてのプロジェクトでマージ前のパイプラインの成功を必須にしています。',
  'apply.note.group_lock_next':
    '「レポートのみ」や削除では変わりません。グループの設定 (一般、マージリクエスト) にあります。',
  'apply.note.group_lock_link': 'そのグループの設定',
  'apply.note.verdicts_stay':
    'ゲートが残したコメント、ステータス、ラベル、未解決のスレッドは、マージリクエストに残ります。',
  'apply.note.verdicts_stay_next':
    'MR Gate がなくてもパイプラインの成功やスレッドの解決が必須の場合、現在ブロックされているものは、次のパイプラインまで、またはスレッドが解決されるまでブロックされたままです。',
  'apply.note.already_required': {
    other: '{count} 件のリポジトリでは、すでにパイプラインの成功が必須です。',
  },
  'apply.note.already_required_next': 'MR Gate を削除しても、その設定は残ります。',
  'apply.note.hooks_unseen':
    'Webhook は各リポジトリの設定時、または希望すれば事前に確認されます。GitLab はプロジェクトごとにしか一覧を返しません。',
  'apply.note.hooks_unseen_next':
    '既存の MR Gate の Webhook があれば使われます。上限 (gitlab.com では 100) に達したプロジェクトだけが、理由とともに失敗します。',
  'apply.note.runners_link': 'ゲートプロジェクトの Runner',
  'apply.note.runners_offline':
    '{path} の Runner が最近オンラインになっていないため、判定に時間がかかる可能性があります。',
  'apply.note.runners_offline_next': 'マージリクエストが待たされる前に、Runner を確認してください。',
  'apply.note.runners_tagged':
    '{path} のオンラインの Runner は、いずれもタグのないジョブを受け付けません。ゲートのジョブにはタグがありません。',
  'apply.note.runners_tagged_next':
    'いずれかの Runner でタグのないジョブを許可するか、ゲートのパイプラインファイルにその Runner のタグを付けてください。すでに付いている場合、対応は不要です。',
  'apply.note.runners_unknown':
    '{path} のジョブを実行できる Runner があるか確認できませんでした。GitLab が Runner の一覧を返しませんでした。',
  'apply.note.runners_unknown_next':
    '適用前に確認してください。Runner がないと判定が出ず、マージリクエストが待たされます。',
  'apply.note.no_runner': 'ゲートプロジェクト {path} には Runner がまったくないため、判定が出ません。',
  'apply.note.no_runner_locks':
    'ゲートプロジェクト {path} には Runner がまったくないため、判定が出ず、マージリクエストをマージできなくなります。',
  'apply.note.runners_paused':
    'ゲートプロジェクト {path} の Runner はすべて一時停止中のため、判定が出ません。',
  'apply.note.runners_paused_locks':
    'ゲートプロジェクト {path} の Runner はすべて一時停止中のため、判定が出ず、マージリクエストをマージできなくなります。',
  'apply.note.no_runner_next':
    'Runner (専用、グループ、またはインスタンスのもの) を用意してから、グループを再読み込みしてください。',

  // How a webhook stands.
  'apply.hook.not_seen': 'Webhook を確認できません: {reason}。',
  'apply.hook.missing': 'Webhook が削除されたため、ゲートにマージリクエストが通知されません。',
  'apply.hook.disabled': '失敗が多すぎたため、GitLab が Webhook を無効にしました。',
  'apply.hook.paused': '失敗したため、GitLab が Webhook を一時停止しました。自動的に再試行されます。',
  'apply.hook.changed': 'Webhook が変更されました。',

  'apply.outlook.ours': 'MR Gate の Webhook がすでにあります。',
  'apply.outlook.ours_next': 'その Webhook が使われ、元に戻しても残ります。',
  'apply.outlook.paused_next': 'GitLab が一時停止しているため、新しいものに置き換わります。',
  'apply.outlook.full':
    'Webhook が {count} 件あります。管理者が許可しない限り、GitLab は 100 件までしか受け付けません。',
  'apply.outlook.full_next': '使われていない Webhook を削除するか、このリポジトリを対象から外してください。',
  'apply.outlook.other_gate':
    '「MR Gate」という名前の Webhook が別のゲート (プロジェクト {gate}) を呼び出しています。',
  'apply.outlook.other_gate_next':
    '先にそちらで MR Gate を削除するか、そのゲートがもうない場合は Webhook を削除してください。そうしないと両方がマージリクエストを判定します。',
  'apply.outlook.not_seen_next': 'このリポジトリを対象から外すか、メンテナーのロールを依頼してください。',

  // What other settings would do to a merge request.
  'apply.impact.report_only': '「レポートのみ」はブロックしません。',
  'apply.impact.blocked': { other: '{count} 件の新しい検出結果がブロックします。' },
  'apply.impact.blocked_by': '1 件の新しい検出結果がブロックします: {name}。',
  'apply.impact.blocked_by_in': '1 件の新しい検出結果がブロックします: {file} の {name}。',
  'apply.impact.let_through': '{scans} が失敗しましたが、通過します。',
  'apply.impact.could_not_tell': 'ゲートは判定できませんでした: {scans} が失敗しました。',
  'apply.impact.not_scanned': '未実行のスキャン: {scans}。',
  'apply.impact.incomplete': 'コメントに収まりきらない数の検出結果があります。',
  'apply.impact.nothing': 'しきい値に達する新しい検出結果はありません。',
  'apply.impact.by_reports': '自身のパイプラインのレポートによる結果です。{reason}',
  'apply.impact.reports_do_not_tell': '自身のパイプラインのレポートからは判断できません。{reason}',
  'apply.impact.newest_not_seen': 'ゲートはまだ最新のコミットを確認していません。',
  'apply.impact.not_seen': 'ゲートはまだ確認していません。',
  'apply.impact.notes_unreadable': 'コメントを読み取れません。',
  'apply.impact.note_newer': 'コメントは、より新しい MR Gate が書いたものです。',
  'apply.impact.note_broken': 'コメントに読み取れる判定がありません。',
  'apply.impact.drafts': 'ドラフトにはゲートが適用されません。',

  // Steps of a set-up.
  'apply.step.permission': 'ロールの確認',
  'apply.step.project': 'ゲートプロジェクト',
  'apply.step.token': 'ゲート専用トークン',
  'apply.step.files': 'ポリシー、パイプライン、プログラム',
  'apply.step.protect': 'ブランチの保護',
  'apply.step.trigger': 'パイプライントリガー',
  'apply.step.sweep_schedule': '日次スイープ',
  'apply.step.settings': '他者の変数を拒否',
  'apply.step.prove': 'テスト実行',

  // Steps of an apply.
  'apply.step.put_back': { other: '{count} 件のリポジトリを元に戻す' },
  'apply.step.let_go': { other: '{count} 件のリポジトリのゲートを解除' },
  'apply.step.policy': 'ポリシーをコミット',
  'apply.step.repos': { other: '{count} 件のリポジトリを設定' },
  'apply.step.record': '結果を記録',
  'apply.step.evaluate': 'オープンなマージリクエストを確認',
  'apply.step.gate_schedules': 'ゲートのスケジュールを削除',
  'apply.step.gate_triggers': 'パイプライントリガーを削除',
  'apply.step.gate_token': 'ゲート専用トークンを取り消し',
  'apply.step.gate_variable': 'トークンの変数を削除',
  'apply.step.gate_project': 'ゲートプロジェクトを削除',

  // What came of a step.
  'apply.done.commit': 'コミット {sha}。',
  'apply.done.policy_same': 'ポリシーはすでにその内容です。',
  'apply.done.nothing_to_record': '記録するものはありません。',
  'apply.done.nothing_new': '新しく記録するものはありません。',
  'apply.done.configured': { other: '{count} 件のリポジトリを設定しました' },
  'apply.done.put_back': { other: '{count} 件のリポジトリを元に戻しました' },
  'apply.done.let_go': { other: '{count} 件のリポジトリのゲートを解除しました' },
  'apply.done.all': '{done}。',
  'apply.done.skipped': '{done} (対象外 {skipped} 件)。',
  'apply.done.failed': '{done} (失敗 {failed} 件)。',
  'apply.done.skipped_failed': '{done} (対象外 {skipped} 件、失敗 {failed} 件)。',
  'apply.done.sweeps':
    'ゲートプロジェクトの {pipelines} 件のパイプラインが、オープンなマージリクエスト {open} 件を確認します。',
  'apply.done.sweep': {
    other:
      'ゲートプロジェクトのパイプライン {pipeline} が、オープンなマージリクエスト {count} 件を確認します。',
  },
  'apply.done.no_sweep': '開始できませんでした ({reason})。日次スイープまたは次のプッシュで確認されます。',
  'apply.done.some_sweeps':
    '{of} 件中 {started} 件のパイプラインしか開始できませんでした ({reason})。残りは日次スイープまたは次のプッシュで確認されます。',
  'apply.done.deleted_count': '{number} 件を削除しました。',
  'apply.done.none': 'ありません。',
  'apply.done.no_such': 'ありません。',
  'apply.done.account_going': 'GitLab がサービスアカウント @{username} をトークンとともに削除しています。',
  'apply.done.account_deleted': 'サービスアカウント @{username} をトークンとともに削除しました。',
  'apply.done.token_revoked': '「{name}」を取り消しました。',
  'apply.done.no_token':
    'ゲートのグループアクセストークンはありません。個人が渡したトークンは、その人が取り消す必要があります。',
  'apply.done.deleted': '{name} を削除しました。',
  'apply.done.marked': '{path} は削除予定です。GitLab は数日後に削除します。',
  'apply.done.gone': 'すでに削除されています。',
  'apply.done.owner': 'あなたはグループのオーナーです。',
  'apply.done.maintainer': 'あなたはグループのメンテナーです。',
  'apply.done.no_role': 'GitLab には、このグループでのあなたのロールがありません。',
  'apply.done.found': '{path} が見つかりました。',
  'apply.done.created': '{path} を非公開で作成しました。',
  'apply.done.token_stored': '@{username} のトークンを保存しました。',
  'apply.done.token_there': 'すでにあります: @{username} のトークン。',
  'apply.done.account_created':
    'サービスアカウント @{username} (デベロッパー) とそのトークン ({day}に失効) を作成しました。',
  'apply.done.group_token_created':
    'グループアクセストークン「{name}」(デベロッパー、{day}に失効) を作成しました。',
  'apply.done.committed': '{branch} にコミットしました。',
  'apply.done.up_to_date': 'すでにあり、最新です。',
  'apply.done.policy_kept': '既存のポリシーファイルには問題がありますが、そのまま保持しました。',
  'apply.done.files_kept': '手動で変更されているため保持しました: {files}。',
  'apply.done.is_protected': '{branch} は保護されています。',
  'apply.done.protected': '{branch} を保護しました。',
  'apply.done.stricter': '{branch}: プッシュできるのはメンテナーのみになりました。',
  'apply.done.trigger_made': 'あなたのトリガーを作成しました。',
  'apply.done.trigger_found': 'あなたのトリガーが見つかりました。',
  'apply.done.sweeps_made': '夜間の日次スイープと、その間の軽量スイープを作成しました。',
  'apply.done.light_made': '日次スイープが見つかり、その間の軽量スイープを作成しました。',
  'apply.done.sweep_off': '日次スイープはありますが、無効です。',
  'apply.done.light_off': '日次スイープが見つかりました。軽量スイープは無効です。',
  'apply.done.sweeps_found': 'スイープが見つかりました。',
  'apply.done.no_setting': 'この GitLab にはその設定がないため、パイプライン自体が変数を拒否します。',
  'apply.done.closed': 'パイプラインの変数は誰も設定できません。',
  'apply.done.closed_now': 'パイプラインの変数を誰も設定できないようにしました。',
  'apply.done.setting_left':
    '元に戻せるのはオーナーだけなので、設定は変更していません。パイプライン自体が変数を拒否します。',
  'apply.done.proved': 'テスト実行に成功しました (パイプライン {pipeline})。',
  'apply.done.proved_open':
    'テスト実行に成功しました (パイプライン {pipeline})。この GitLab は Webhook のイベントを変数として扱うため、メンテナーのトリガーは変数を設定できます。その他はパイプラインの最初のルールが拒否します。',

  // What came of a repository.
  'apply.repo.hook': 'Webhook {hook}',
  'apply.repo.untouched': '設定の変更なし',
  'apply.repo.must': 'パイプラインの成功が必須',
  'apply.repo.need_not': 'パイプラインの成功は不要',
  'apply.repo.gone': 'プロジェクトはもうありません',
  'apply.repo.hook_deleted': 'Webhook を削除',
  'apply.repo.no_hook': 'Webhook なし',
  'apply.repo.left_alone': 'その後変更されたため、そのままにしました: {changes}',
  'apply.repo.changed': 'この計画の作成後に設定または Webhook が変更されたため、そのままにしました',
  'apply.repo.put_back': '解除中に設定または Webhook が変更されたため、元の状態に戻しました',

  // Why a job waits, without the full stop.
  'apply.wait.rate_limit': 'GitLab が一時停止を求めています',
  'apply.wait.unreachable': 'GitLab に接続できません',
  'apply.wait.unsure': 'GitLab が応答しなかった処理をまだ実行する可能性があります',
  'apply.wait.pipelines': 'GitLab が 1 分間に開始できるパイプラインの数には限りがあります',

  // What is wrong with a file of the gate project.
  'apply.file.broken': 'ゲートプロジェクトのファイル {file} を読み取れません。上書きはしていません。',
  'apply.file.broken_line':
    'ゲートプロジェクトのファイル {file} を読み取れません。上書きはしていません。{line} 行目: {message}',
  'apply.file.broken_key':
    'ゲートプロジェクトのファイル {file} を読み取れません。上書きはしていません。{line} 行目、{key}: {message}',
  'apply.file.missing': '{file} がありません。プロジェクトの履歴から復元してください。',
  'apply.file.forbidden':
    'あなたのトークンではゲートプロジェクトのファイルを読み取れません。オーナーにレポーターのロールを依頼してください。',
  'apply.file.foreign_project': 'プロジェクト {project} はこのグループにないため、効果はありません。',

  // What went wrong, and what to do next.
  'apply.error.nothing_to_undo':
    'この適用で何が変更されたか、このブラウザーにもゲートプロジェクトの最近の履歴にも記録がありません。',
  'apply.error.nothing_to_undo_next':
    'ゲートプロジェクトの履歴を確認し、必要なものを手動で元に戻してください。',
  'apply.error.nothing_changed': 'この適用で何が変更されたか不明か、何も変更されていません。',
  'apply.error.nothing_changed_next': 'ゲートプロジェクトの履歴を確認してください。',
  'apply.error.still_running': 'この適用はまだ終わっていません。',
  'apply.error.still_running_next': '終わるのを待つか停止してから、元に戻してください。',
  'apply.error.taken_down': 'ゲート自体が撤去され、トークンも取り消されているため、元に戻せません。',
  'apply.error.taken_down_next': 'グループを新たにセットアップしてから、リポジトリを設定してください。',
  'apply.error.mend_and_load': 'ゲートプロジェクトのファイルを修正してから、再読み込みしてください。',
  'apply.error.mend_and_go_on': 'ゲートプロジェクトのファイルを修正してから、続行してください。',
  'apply.error.until_past': 'その例外は{day}にすでに終了していることになります。',
  'apply.error.until_past_next': 'より後の日を選ぶか、期限なしにしてください。',
  'apply.error.no_scans': 'スキャンが選択されていないため、判定の基準がありません。',
  'apply.error.no_scans_next': 'スキャンを 1 つ以上選んでください。',
  'apply.error.not_a_policy': 'このテキストはインポートできるポリシーではありません。',
  'apply.error.not_a_policy_line':
    'このテキストはインポートできるポリシーではありません。{line} 行目: {message}',
  'apply.error.not_a_policy_key':
    'このテキストはインポートできるポリシーではありません。{line} 行目、{key}: {message}',
  'apply.error.not_a_policy_next': '指摘された箇所を修正してから、もう一度インポートしてください。',
  'apply.error.no_gate_project': 'このグループにはまだゲートプロジェクトがありません。',
  'apply.error.no_gate_project_next': '先にセットアップしてください。パネルが案内します。',
  'apply.error.hook_not_kept': 'GitLab は成功と応答しましたが、Webhook が一覧にありません。',
  'apply.error.hook_not_taken': 'GitLab は成功と応答しましたが、Webhook はマージリクエストで動作しません。',
  'apply.error.look_at_hooks': 'プロジェクトの Webhook を確認してから、再試行してください。',
  'apply.error.hook_not_deleted': 'GitLab は成功と応答しましたが、Webhook がまだ一覧にあります。',
  'apply.error.hook_not_deleted_next': 'プロジェクトの Webhook から削除して、再試行してください。',
  'apply.error.changed_meanwhile':
    '解除中に設定または Webhook が変更されたため、ポリシーにまだ残っています。',
  'apply.error.changed_meanwhile_next': '現在の状態を確認してから、計画を作り直してください。',
  'apply.error.gate_project_gone':
    'ゲートプロジェクト {path} にポリシーがないか、あなたのトークンでは見えません。',
  'apply.error.gate_project_gone_next':
    '再読み込みしてください。なくなっている場合は、グループを新たにセットアップしてください。',
  'apply.error.plan_outdated': 'この計画の作成後にポリシーが変更されました。何も書き込んでいません。',
  'apply.error.plan_outdated_next': '計画を作り直すと、現在の内容が表示されます。',
  'apply.error.may_not_commit': '{path} の {branch} にコミットする権限がありません。',
  'apply.error.may_not_commit_next':
    'ゲートプロジェクトのメンテナーのロールを依頼するか、メンテナーに実行してもらってください。',
  'apply.error.setting_not_taken':
    'GitLab は成功と応答しましたが、次の設定は変わりませんでした: {settings}。',
  'apply.error.setting_kept': '「{field}」{after}',
  'apply.error.setting_not_taken_next':
    'グループまたはインスタンスでこの設定が固定されている可能性があります。プロジェクトのマージリクエスト設定を確認してください。',
  'apply.error.merge_settings': 'マージリクエスト設定',
  'apply.error.webhooks': 'Webhook',
  'apply.error.repo_refused': 'GitLab が変更を拒否しました (403): {reason}。',
  'apply.error.repo_refused_next':
    '設定と Webhook の変更には、メンテナーのロールと、アーカイブされていないプロジェクトが必要です。',
  'apply.error.repo_gone': 'GitLab にそのプロジェクトがないか、あなたには表示されません (404)。',
  'apply.error.repo_gone_next':
    '一覧を再読み込みしてください。削除されたか、見えない場所に移動された可能性があります。',
  'apply.error.hook_limit': 'これ以上 Webhook を追加できません: {reason}。',
  'apply.error.hook_limit_next': '使われていない Webhook を削除してから、再試行してください。',
  'apply.error.hook_refused': 'GitLab が Webhook を受け付けませんでした: {reason}。',
  'apply.error.hook_refused_next':
    '管理者が、この GitLab 自身のアドレスへの Webhook を許可する必要があるかもしれません (管理者、ネットワーク、アウトバウンドリクエスト)。',
  'apply.error.no_trigger_for_hooks':
    'Webhook に必要なパイプライントリガーを {path} に作成する権限がありません。',
  'apply.error.ask_maintainer': 'ゲートプロジェクトのメンテナーのロールを依頼してください。',
  'apply.error.ask_maintainer_go_on':
    'ゲートプロジェクトのメンテナーのロールを依頼してから、続行してください。',
  'apply.error.not_all_released': {
    other:
      '{count} 件のリポジトリを解除できなかったため、ゲート自体は残ります。ゲートがないと、そのマージリクエストはマージできなくなります。',
  },
  'apply.error.not_all_released_next': '報告された問題を解消してから、再試行してください。',
  'apply.error.read_only': 'あなたのトークンは読み取り専用です。',
  'apply.error.read_only_next': 'セットアップや適用には、スコープ「api」を持つトークンに更新してください。',
  'apply.error.no_policy_file': 'ゲートプロジェクトにポリシーファイルがありません。',
  'apply.error.no_policy_file_next': 'グループをもう一度セットアップすると、足りないものが作成されます。',
  'apply.error.no_plan': 'この計画はもう保存されていません。',
  'apply.error.no_plan_next': '作り直すと、現在の内容が表示されます。',
  'apply.error.no_job': 'このジョブはもう保存されていません。',
  'apply.error.no_job_next': 'ページを再読み込みして、現在の状態を確認してください。',
  'apply.error.job_running': '{path} で別のジョブが進行中です。',
  'apply.error.job_running_next': '終わるのを待つか停止してから、もう一度お試しください。',
  'apply.error.other_user':
    'これは @{username} が開始しましたが、GitLab は現在 @{now} として接続されています。',
  'apply.error.other_user_next': '続行するには @{username} として再接続するか、新たに開始してください。',
  'apply.error.token_revoked':
    'GitLab があなたのトークンを受け付けなくなりました。取り消されたか、失効したか、置き換えられています。',
  'apply.error.token_revoked_next':
    'ツールバーから MR Gate を開いてトークンを更新し、続行してください。完了した部分は保持されます。',
  'apply.error.storage_full':
    'このブラウザーの MR Gate 用ストレージは、古いジョブと計画を削除してもいっぱいです。記録できない操作は実行しません。',
  'apply.error.storage_full_next':
    'ディスクの空き容量を増やすか、一度に適用するリポジトリを減らしてから続行してください。完了した部分は保持されます。',
  'apply.error.storage_failed':
    'MR Gate の記録をブラウザーが保存できなかったため、それ以降の操作は実行していません。',
  'apply.error.storage_failed_next':
    'ディスクの空き容量を確認するか、ブラウザーを再起動してから続行してください。完了した部分は保持されます。',
  'apply.error.not_deleted_schedule':
    'GitLab は成功と応答しましたが、{path} に MR Gate のパイプラインスケジュールがまだあります。',
  'apply.error.not_deleted_trigger':
    'GitLab は成功と応答しましたが、{path} に MR Gate のパイプライントリガーがまだあります。',
  'apply.error.not_deleted_token':
    'GitLab は成功と応答しましたが、{path} に MR Gate の有効なアクセストークンがまだあります。',
  'apply.error.not_deleted_variable':
    'GitLab は成功と応答しましたが、{path} に MR Gate の MR_GATE_TOKEN がまだあります。',
  'apply.error.not_deleted_project':
    'GitLab は成功と応答しましたが、{path} に MR Gate のプロジェクトがまだあります。',
  'apply.error.not_deleted_next': '再試行するか、GitLab で削除してください。',
  'apply.error.may_not_delete_trigger':
    'GitLab が {path} のパイプライントリガーの削除を許可しませんでした: {reason}。',
  'apply.error.may_not_delete_trigger_next':
    '所有者またはゲートプロジェクトのメンテナーに依頼してから、再試行してください。',
  'apply.error.may_not_delete_account':
    'GitLab がサービスアカウント @{username} の削除を許可しませんでした: {reason}。',
  'apply.error.may_not_delete_account_next':
    '{group} のオーナーに、再試行するか、そこで削除するよう依頼してください。',
  'apply.error.tokens_not_shown': 'GitLab が {group} のアクセストークンを表示しません: {reason}。',
  'apply.error.tokens_not_shown_next':
    '{group} のオーナーに、再試行するか、そこで「{name}」を取り消すよう依頼してください。',
  'apply.error.may_not_delete': 'GitLab が {path} の削除を許可しませんでした: {reason}。',
  'apply.error.may_not_delete_next':
    'オーナーの権限が必要です。他はすべて完了しており、プロジェクトはもう何もしません。',
  'apply.error.role_too_low':
    'あなたは {group} の{role}です。セットアップにはオーナーまたはメンテナーの権限が必要です。',
  'apply.error.not_maintainer':
    'あなたは {group} のメンテナーではありません。セットアップにはオーナーまたはメンテナーの権限が必要です。',
  'apply.error.role_too_low_next': 'グループのオーナーに、セットアップまたはロールの付与を依頼してください。',
  'apply.role.guest': 'ゲスト',
  'apply.role.planner': 'プランナー',
  'apply.role.reporter': 'レポーター',
  'apply.role.developer': 'デベロッパー',
  'apply.error.gate_archived': 'ゲートプロジェクト {path} はアーカイブされています。',
  'apply.error.gate_archived_next':
    '設定 (一般、高度な設定) でアーカイブを解除してから、もう一度セットアップしてください。',
  'apply.error.path_taken':
    'パス {path} は MR Gate のものではないプロジェクトに使われています。何も変更していません。',
  'apply.error.path_taken_next':
    'そのプロジェクトを移動または名前変更してから、もう一度セットアップしてください。',
  'apply.error.may_not_create': 'GitLab がプロジェクト {path} の作成を許可しませんでした: {reason}。',
  'apply.error.may_not_create_next':
    'グループのオーナーに、セットアップするか、メンテナーによるプロジェクト作成を許可するよう依頼してください。',
  'apply.error.may_not_protect':
    'GitLab がゲートプロジェクトの {branch} の保護を許可しませんでした: {reason}。',
  'apply.error.may_not_protect_next':
    '「設定」の「リポジトリ」の「保護ブランチ」で手動で保護し (メンテナーのみ)、続行してください。',
  'apply.error.may_not_trigger':
    'GitLab がゲートプロジェクトでのパイプライントリガーの作成を許可しませんでした: {reason}。',
  'apply.error.may_not_schedule':
    'GitLab がゲートプロジェクトでのパイプラインスケジュールの作成を許可しませんでした: {reason}。',
  'apply.error.variable_not_masked': 'GitLab が {key} をマスクも保護もせずに保存しました。',
  'apply.error.variable_not_masked_next':
    'ゲートプロジェクトで両方を手動で設定してから (設定、CI/CD、変数)、続行してください。',
  'apply.error.token_not_offered':
    'GitLab では、ここでサービスアカウントもグループアクセストークンも作成できません。ゲートがマージリクエストを読み、判定を投稿するには、専用のトークンが必要です。',
  'apply.error.token_unknown':
    'ゲートが誰のトークンを持っているか不明です。ゲートがマージリクエストを読み、判定を投稿するには、専用のトークンが必要です。',
  'apply.error.token_needed_next':
    '{group} のデベロッパーであるユーザーまたはサービスアカウントのトークンを、スコープ「api」で作成し、MR Gate のページに貼り付けてください。',

  // The test run.
  'apply.error.proof_failed': 'テスト実行は「{status}」で終わりました。{why}',
  'apply.error.proof_failed_next': 'パイプラインを確認し、指摘された問題を解消してから、続行してください。',
  'apply.error.no_job_tells': '理由を示すジョブはありません。',
  'apply.error.job_failed': 'ジョブ「{name}」が失敗しました。',
  'apply.error.job_failed_reason': 'ジョブ「{name}」が失敗しました ({reason})。',
  'apply.error.job_log': '{why}ログの末尾:\n{log}',
  'apply.error.pipeline': 'パイプライン {pipeline}',
  'apply.error.proof_no_runner': '1 分以内にテスト実行のジョブを引き受けた Runner がありません。',
  'apply.error.proof_no_runner_next':
    'Docker イメージを実行できる Runner をゲートプロジェクトに用意してから (設定、CI/CD、Runner)、続行してください。',
  'apply.error.proof_timeout': 'テスト実行が 15 分以内に終わりませんでした。',
  'apply.error.proof_timeout_next': 'パイプラインを確認してから、続行してください。',
  'apply.error.not_started': 'GitLab がテスト実行を開始しませんでした: {reason}。',
  'apply.error.payload_refused_next':
    'ゲートプロジェクトのオーナーが、設定、CI/CD、変数の「パイプライン変数を使用するための最小ロール」をメンテナーに設定する必要があります。その後、続行してください。',
  'apply.error.trigger_refused_next':
    'ゲートプロジェクトのパイプラインファイルを確認してから、続行してください。',
};
