namespace SmtpGen.Web.Reference.Words;

/// <summary>The words of the reference pages in Japanese.</summary>
internal sealed class JapanesePageWords() : PageWords("ja")
{
    public override string LanguageName => "日本語";
    public override string Skip => "本文へ移動";
    public override string Pages => "ページ";
    public override string Languages => "言語";
    public override string Crumbs => "現在の位置";
    public override string Inbox => "受信トレイ";
    public override string Sessions => "セッション";
    public override string Protocol => "プロトコル";
    public override string TryIt => "試す";
    public override string GeneratedFrom => "プロトコルの仕様から生成しています。";
    public override string Reference => "プロトコルリファレンス";
    public override string ReferenceLead => "プロトコルのすべての状態、コマンド、応答と、その意味と対処をまとめています。";
    public override string OnThisPage => "このページの内容";
    public override string Diagram => "状態遷移図";
    public override string DiagramCaption =>
        "太い線は、成功するセッションの流れです。グループ全体に共通するコマンドは、グループの枠から出ています。状態を選ぶと、下の説明に移動します。";
    public override string Initial => "初期状態";
    public override string Final => "終了状態";
    public override string Group => "グループ";
    public override string Extensions => "拡張";
    public override string Limits => "制限";
    public override string Options => "オプション";
    public override string Facts => "セッションの属性";
    public override string FactsLead => "状態のほかにセッションが覚えていることです。";
    public override string Replies => "応答";
    public override string EnhancedCodes => "拡張ステータスコード";
    public override string EnhancedCode => "拡張コード";
    public override string Confused => "混同されやすいコード";
    public override string Command => "コマンド";
    public override string Name => "名前";
    public override string Default => "既定値";
    public override string Range => "範囲";
    public override string On => "有効";
    public override string Off => "無効";
    public override string Needs => "前提";
    public override string StandsFor => "次をまとめて指定";
    public override string Brings => "追加されるもの";
    public override string Announces => "通知の形式";
    public override string SyntaxAbnf => "文法 (ABNF)";
    public override string DrawingLead => "線を左から右へたどります。丸い枠の文字はそのまま送り、四角い枠は規則を表します。SP は空白です。";
    public override string StatesAndReplies => "状態と応答";
    public override string State => "状態";
    public override string LeadsTo => "次の状態";
    public override string RefusedElsewhere => "ほかの状態";
    public override string ComesFirst => "先に送るコマンド";
    public override string AlsoRefused => "そのほかの拒否";
    public override string AlsoRefusedLead => "上の状態でも、引数の誤り、制限、運用者の設定などにより、次の応答が返ることがあります。";
    public override string Parameters => "パラメーター";
    public override string Parameter => "パラメーター";
    public override string Limit => "制限";
    public override string OnlyReply => "応答";
    public override string Conversation => "この応答が返る会話の例";
    public override string Marked => "この応答";
    public override string Client => "クライアント";
    public override string Server => "サーバー";
    public override string Before => "これより前は省略しています";
    public override string Compare => "比較";
    public override string Show => "比較する";
    public override string NoCode => "コードなし";
    public override string Unexplained => "この応答の説明は仕様にありません。";
    public override string AnyState => "すべての状態";
    public override string Difference => "主な違い";
    public override string Expect => "どちらがいつ返るか";
    public override string SideBySide => "並べて比較";
    public override string Missing => "そのページはありません";
    protected override string Closes => "サーバーが接続を閉じます。";
    protected override string Handshake => "クライアントとサーバーが接続を暗号化します (TLS)。";

    public override string Counts(int states, int commands, int replies) => $"状態 {states}、コマンド {commands}、応答 {replies}";

    public override string Ways(int count) => $"{count} 通り";

    public override string UsedRules(int count) => $"使われる規則 ({count} 件)";

    public override string ProtocolTitle(string protocol) => $"{protocol} の状態、コマンド、応答";

    public override string ProtocolDescription(string protocol) =>
        $"{protocol} の状態遷移図、コマンドの構文と応答、拡張、制限、応答コードの一覧です。";

    public override string CommandTitle(string protocol, string verb) => $"{protocol} の {verb} コマンド: 構文、状態、応答";

    public override string CommandDescription(string protocol, string verb, string meaning) =>
        $"{protocol} の {verb} コマンドです。{meaning}構文、使える状態、すべての応答をまとめています。";

    public override string RefusedElsewhereLead(string verb) => $"次の状態では {verb} は拒否されます。先に別のコマンドを送ります。";

    public override string ReplyTitle(string protocol, string code, string text) => $"{protocol} の応答 {code}: {text}";

    public override string ReplyDescription(string protocol, string code, string meaning) => $"{protocol} の応答 {code} の意味、現れる場面、対処です。{meaning}";

    public override string SeveralReplies(string code, int count) => $"{code} で始まる応答は {count} 種類あります。どれが返ったかは、コードの後の文で分かります。";

    public override string CompareWith(string code) => $"{code} と比較するコード";

    public override string PairTitle(string protocol, string left, string right) => $"{protocol} の {left} と {right} の違い";

    public override string PairHeading(string left, string right) => $"{left} と {right} の違い";

    public override string MissingLead(string path) => $"「{path}」に当たるものはありません。応答コードは次のとおりです。";

    public override string Document(string document, string? section) => section is null ? document : $"{document} {section} 節";

    public override string Class(int digit) => digit switch
    {
        2 => "肯定",
        3 => "中間",
        4 => "一時的な否定",
        5 => "否定",
        _ => "応答なし",
    };
}
