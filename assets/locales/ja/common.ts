import type { Translation } from '../../../utils/texts/types.ts';
import type { common as english } from '../en/common.ts';

export const common: Translation<typeof english> = {
  'common.close': '閉じる',
  'common.dismiss': '閉じる',
  'common.optional': ' (任意)',
  'common.progress': '{total} 件中 {done} 件',
  'common.sentences': '{first}{rest}',

  'common.severity.critical': '致命的',
  'common.severity.high': '高',
  'common.severity.medium': '中',
  'common.severity.low': '低',
  'common.severity.info': '情報',
  'common.severity.unknown': '不明',

  'common.fail_on.critical': '致命的',
  'common.fail_on.high': '高以上',
  'common.fail_on.medium': '中以上',
  'common.fail_on.low': '低以上',
  'common.fail_on.never': 'レポートのみ',

  'common.scan.secret_detection': 'シークレット検出',
  'common.scan.sast': 'SAST',
  'common.scan.iac': 'Infrastructure as Code',
  'common.scan.dependency_scanning': '依存関係スキャン',
  'common.scan.container_scanning': 'コンテナスキャン',
  'common.scan.licenses': 'ライセンス',
  'common.scan.dast': 'DAST',
  'common.scan.api_fuzzing': 'API ファジング',
  'common.scan.coverage_fuzzing': 'カバレッジファジング',

  'common.scan_summary.secret_detection': 'リポジトリにコミットされたパスワード、キー、トークン',
  'common.scan_summary.sast': 'ソースコード内の脆弱なパターン',
  'common.scan_summary.iac': 'Terraform、Kubernetes、Dockerfile などの安全でない設定',
  'common.scan_summary.dependency_scanning': 'ロックファイルに記載されたパッケージの既知の脆弱性',
  'common.scan_summary.container_scanning': 'Dockerfile のベースイメージの既知の脆弱性',
  'common.scan_summary.licenses': '厳しい条件や特殊な条件のライセンスを持つ依存関係',

  'common.scan_needs.sast': 'コンテナを使える Runner、または ESLint か Bandit のある Runner が必要です',
  'common.scan_needs.iac': 'コンテナを使える Runner、または Trivy のある Runner が必要です',
  'common.scan_needs.dependency_scanning':
    'コンテナか Trivy を使える Runner と、ghcr.io またはミラーのデータベースが必要です',
  'common.scan_needs.container_scanning':
    'コンテナか Trivy を使える Runner、イメージ、ghcr.io またはミラーのデータベースが必要です',
  'common.scan_needs.licenses':
    'コンテナか osv-scanner を使える Runner が必要です。パッケージ名が deps.dev に送信されます',

  'common.just_now': 'たった今',
  'common.seconds': { other: '{count} 秒' },
  'common.minutes': { other: '{count} 分' },
  'common.and': '{first}。{second}',
};
