import type { Translation } from '../../../utils/texts/types.ts';
import type { reports as english } from '../en/reports.ts';

export const reports: Translation<typeof english> = {
  'reports.would.passed': 'パイプラインのレポートによれば、ゲートの判定は合格です: {verdict}',
  'reports.would.report_only': 'パイプラインのレポートによれば、ゲートの判定はレポートのみです: {verdict}',
  'reports.would.failed': 'パイプラインのレポートによれば、ゲートの判定は不合格です: {verdict}',
  'reports.gate_it':
    '何も強制されません。ゲートを適用するには、メンテナーがグループを開き、「スキャンを設定」を選びます。',
  'reports.base_expired': 'ターゲットブランチのレポートの有効期限が切れています ({scans})。{would}',
  'reports.run_target': 'ターゲットブランチのパイプラインを再実行してから、更新してください。',
  'reports.wait': 'お待ちください。パイプラインは完了していません。結果は自動的に読み取られます。',
  'reports.expired':
    'パイプラインのレポートの有効期限が切れているため ({scans})、ゲートの判定は分かりません。',
  'reports.run_again': 'パイプラインを再実行してから、更新してください。',
  'reports.untold': 'パイプラインのレポートからは、ゲートの判定が分かりません: {scans}。',
  'reports.scan_because': '{scan}: {why}',
  'reports.all.and': '{first}、{second}',
  'reports.all.comma': '{first}、{second}',
  'reports.missing':
    'グループのポリシーが求めるスキャンのレポートがパイプラインにないため ({scans})、ゲートの判定はまだ分かりません。',
  'reports.ask': 'これらのレポートを読み取る権限がありません。リポジトリのデベロッパーに確認してください。',
  'reports.try_again': '少し待ってから、もう一度お試しください。',
  'reports.see_job': 'レポートを残したジョブを確認して、再実行してください。',

  // Why a report says nothing. Behind `{problem}` are the report reader’s own words, in English.
  'reports.no_report': 'パイプラインに該当するレポートがありません',
  'reports.no_base': 'ターゲットブランチをスキャンできませんでした ({why})',
  'reports.base.no_report': 'パイプラインに該当するレポートがありません',
  'reports.base.no_pipeline': '完了したパイプラインがありません',
  'reports.job.gone': 'ジョブ {job} のレポートを読み取れませんでした: GitLab に残っていません',
  'reports.job.expired': 'ジョブ {job} のレポートを読み取れませんでした: 有効期限が切れています',
  'reports.job.forbidden': 'ジョブ {job} のレポートを読み取れませんでした: 読み取る権限がありません',
  'reports.job.not_sent': 'ジョブ {job} のレポートを読み取れませんでした: GitLab から送信されませんでした',
  'reports.job.too_large': 'ジョブ {job} のレポートを読み取れませんでした: 大きすぎます',
  'reports.job.damaged': 'ジョブ {job} のレポートを読み取れませんでした: 破損しています',
  'reports.job.elsewhere': 'ジョブ {job} のレポートを読み取れませんでした: この GitLab の外にあります',
  'reports.job.malformed': 'ジョブ {job} のレポートを読み取れませんでした: {problem}',
};
