import type { Translation } from '../../../utils/texts/types.ts';
import type { welcome as english } from '../en/welcome.ts';

export const welcome: Translation<typeof english> = {
  'welcome.title': 'MR Gate へようこそ',
  'welcome.steps': '手順',
  'welcome.step.gitlab': 'GitLab',
  'welcome.step.access': 'アクセス',
  'welcome.step.token': 'トークン',
  'welcome.step.group': '最初のグループ',
  'welcome.other_gitlab': '別の GitLab を選ぶ',
  'welcome.pick.title': 'お使いの GitLab はどこですか?',
  'welcome.pick.text':
    'MR Gate は、新しい脆弱性を持ち込むマージリクエストを止めます。最初はどのサイトにもアクセスできません。使うサイトを選んでください。',
  'welcome.pick.own': 'または独自の GitLab のアドレス',
  'welcome.group.title': '接続しました。最初のグループは?',
  'welcome.group.text':
    '{host} のグループページに「スキャンを設定」ボタンが追加されました。計画を確認するまで何も変更されません。',
  'welcome.group.text_read_only':
    '{host} のグループページに「スキャンを設定」ボタンが追加されました。このトークンでは閲覧だけができ、変更はできません。',
  'welcome.group.loading': 'グループを読み込んでいます',
  'welcome.group.try_again': '再試行',
  'welcome.group.none': '表示できるグループがありません',
  'welcome.group.none_text':
    'このトークンのユーザーは、どのグループでもメンテナーまたはオーナーではありません。GitLab でグループのページを開くか、該当する人のトークンで接続してください。',
  'welcome.group.none_text_read_only':
    'このトークンのユーザーにはグループがありません。GitLab でグループのページを開くか、グループを持つ人のトークンで接続してください。',
  'welcome.groups': 'グループ',
};
