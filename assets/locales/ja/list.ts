import type { Translation } from '../../../utils/texts/types.ts';
import type { list as english } from '../en/list.ts';

export const list: Translation<typeof english> = {
  'list.passed': 'ゲート合格',
  'list.failed': 'ゲート不合格',
  'list.running': 'ゲート実行中',
  'list.stopped': 'ゲート停止',
  'list.hint':
    '最新のコミットのステータス「MR Gate」の内容です。検出結果とステータスの設定者は、マージリクエストを開いて確認してください。',
};
