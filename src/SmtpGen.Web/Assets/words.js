// The words of the page, in English and Japanese.

const english = {
    inbox: 'Inbox', sessions: 'Sessions', protocol: 'Protocol', tryIt: 'Try it', skip: 'Skip to content',
    search: 'Search', searchHint: 'from:alice subject:"order" has:attachment after:2026-11-01',
    noMail: 'No mail yet', noMailHint: 'Send some, for example where the server listens unless it was told otherwise:',
    nothingFound: 'Nothing fits this search.', older: 'Older messages', unnamed: '(no subject)', nobody: '(empty reverse-path)',
    deleteSelected: count => `Delete ${count} selected`, deleteAll: 'Delete all', deleteFound: 'Delete all that were found',
    sure: 'Delete for good?', yes: 'Delete', no: 'Keep',
    messages: count => `${count} messages`, indexing: (done, total) => `${done} of ${total} are searchable so far`,
    to: 'to', toCapital: 'To', more: count => `and ${count} more`, attachments: count => count === 1 ? '1 attachment' : `${count} attachments`,
    encrypted: 'TLS', loggedIn: 'login', plain: 'plain text', select: 'Select',
    back: 'Back to the inbox', newer: 'Newer', olderOne: 'Older', remove: 'Delete', download: 'Download',
    html: 'HTML', text: 'Text', headers: 'Headers', structure: 'Structure', source: 'Source', envelope: 'Envelope', conversation: 'Conversation',
    remote: 'Remote images and styles are blocked: loading them tells the sender that the message was opened.', loadRemote: 'Load them',
    noText: 'This message has no text part.', noHtml: 'This message has no HTML part.',
    said: 'What SMTP said', says: 'What the message says', differs: 'differs', field: 'Field', value: 'Value',
    part: 'Part', type: 'Type', name: 'Name', size: 'Size', inline: 'inline',
    reversePath: 'Reverse-path (MAIL FROM)', recipients: 'Recipients (RCPT TO)', client: 'Client', receivedAt: 'Received', protection: 'Protection',
    login: 'Login', parameters: 'Parameters', from: 'From', toCc: 'To, Cc', date: 'Date', subject: 'Subject',
    open: 'open', over: 'over', status: 'Status', peer: 'Client', state: 'State', since: 'Since', lines: 'Lines', none: 'none',
    noSessions: 'No session yet', noSessionsHint: 'As soon as a client connects, its conversation is drawn here.',
    unseen: count => `${count} more sessions were served without being shown: all places were taken.`,
    session: number => `Session ${number}`, way: 'The way it came', transcript: 'What was said', diagram: 'States',
    seen: 'Seen', fix: 'What to do', legal: 'Legal here', page: 'More', step: 'Step', live: 'live', waiting: 'Waiting for what is said…',
    tryTitle: 'Talk to the machine', tryHint: 'The same machine that serves, in memory: no mail is sent. Type what a client says.',
    say: 'Send', restart: 'Begin again', allowed: 'Legal now', bodyHint: 'The server takes a message now. End it with a line that holds a lone dot.',
    isOver: 'The server has closed the conversation.', octets: 'octets',
    trySpec: 'A changed specification runs only where it is built: the compiler makes the machine. In its project:',
    keys: 'Keys', keyHelp: [['j / k', 'next, previous'], ['o or Enter', 'open'], ['u', 'back to the list'], ['x', 'select'], ['d', 'delete'], ['/', 'search'], ['?', 'this list']],
    close: 'Close', failed: 'That did not work', gone: 'The connection to the server is lost; trying again…',
};

const japanese = {
    inbox: '受信トレイ', sessions: 'セッション', protocol: 'プロトコル', tryIt: '試す', skip: '本文へ',
    search: '検索', searchHint: 'from:alice subject:"注文" has:attachment after:2026-11-01',
    noMail: 'メールはまだありません', noMailHint: 'メールを送ってみてください。待ち受け先を変えていなければ、次の例で届きます。',
    nothingFound: '該当するメールはありません。', older: '以前のメール', unnamed: '(件名なし)', nobody: '(空のリバースパス)',
    deleteSelected: count => `選択した ${count} 件を削除`, deleteAll: 'すべて削除', deleteFound: '検索結果をすべて削除',
    sure: '完全に削除しますか?', yes: '削除する', no: 'やめる',
    messages: count => `${count} 件`, indexing: (done, total) => `${total} 件中 ${done} 件まで検索できます`,
    to: '宛先', toCapital: '宛先', more: count => `ほか ${count} 件`, attachments: count => `添付 ${count} 件`,
    encrypted: 'TLS', loggedIn: 'ログイン', plain: '平文', select: '選択',
    back: '受信トレイに戻る', newer: '新しいメール', olderOne: '古いメール', remove: '削除', download: 'ダウンロード',
    html: 'HTML', text: 'テキスト', headers: 'ヘッダー', structure: '構造', source: 'ソース', envelope: 'エンベロープ', conversation: '会話',
    remote: '外部の画像とスタイルは止めてあります。読み込むと、開封したことが差出人に伝わります。', loadRemote: '読み込む',
    noText: 'テキスト部分はありません。', noHtml: 'HTML 部分はありません。',
    said: 'SMTP での申告', says: 'メール本文の記載', differs: '相違', field: 'フィールド', value: '値',
    part: 'パート', type: '種類', name: '名前', size: 'サイズ', inline: 'インライン',
    reversePath: 'リバースパス (MAIL FROM)', recipients: '受信者 (RCPT TO)', client: 'クライアント', receivedAt: '受信日時', protection: '保護',
    login: 'ログイン', parameters: 'パラメーター', from: 'From', toCc: 'To, Cc', date: '日付', subject: '件名',
    open: '接続中', over: '終了', status: '状況', peer: 'クライアント', state: '状態', since: '開始', lines: '行数', none: 'なし',
    noSessions: 'セッションはまだありません', noSessionsHint: 'クライアントが接続すると、その会話がここに描かれます。',
    unseen: count => `ほかに ${count} 件のセッションは、場所が足りないため表示していません。`,
    session: number => `セッション ${number}`, way: 'たどった道', transcript: 'やりとり', diagram: '状態',
    seen: '現れる場面', fix: '対処', legal: 'ここで使えるコマンド', page: '詳しく', step: '手順', live: 'ライブ', waiting: 'やりとりを待っています…',
    tryTitle: '機械と話す', tryHint: 'サーバーと同じ機械がメモリー上で動きます。メールは送られません。クライアントの言うことを入力してください。',
    say: '送る', restart: '最初から', allowed: 'いま使えるコマンド', bodyHint: 'サーバーはメール本文を待っています。ドットだけの行で終えてください。',
    isOver: 'サーバーが会話を終えました。', octets: 'オクテット',
    trySpec: '書き換えた仕様は、ビルドした先でのみ動きます。機械を作るのはコンパイラーです。プロジェクトで:',
    keys: 'キー操作', keyHelp: [['j / k', '次・前'], ['o / Enter', '開く'], ['u', '一覧に戻る'], ['x', '選択'], ['d', '削除'], ['/', '検索'], ['?', 'この一覧']],
    close: '閉じる', failed: 'できませんでした', gone: 'サーバーとの接続が切れました。再接続しています…',
};

const dictionaries = { en: english, ja: japanese };
const key = 'smtpgen.language';

function chosen() {
    const asked = new URLSearchParams(location.search).get('lang');
    if (asked in dictionaries) return asked;
    const kept = localStorage.getItem(key);
    if (kept in dictionaries) return kept;
    return navigator.languages.map(name => name.split('-')[0]).find(name => name in dictionaries) ?? 'en';
}

let current = chosen();

export const language = () => current;

export const languages = [['en', 'English'], ['ja', '日本語']];

export function choose(name) {
    current = name;
    localStorage.setItem(key, name);
}

/** A word of the page. */
export const t = (name, ...values) => {
    const word = dictionaries[current][name];
    return typeof word === 'function' ? word(...values) : word;
};
