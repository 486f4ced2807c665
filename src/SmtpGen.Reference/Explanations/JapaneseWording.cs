using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Explanations;

/// <summary>The words around an explanation in Japanese.</summary>
internal sealed class JapaneseWording : Wording
{
    public override string Class => "分類";

    public override string Reply => "応答";

    public override string Meaning => "意味";

    public override string Seen => "現れる場面";

    public override string Fix => "対処";

    public override string States => "状態";

    public override string Answers => "応答の対象";

    public override string Nowhere => "なし(このプロトコルでは使われません)";

    public override string Connection => "新しい接続";

    public override string Syntax => "構文";

    public override string Document => "文書";

    public override string Extension => "拡張";

    public override string Groups => "所属";

    public override string Commands => "コマンド";

    public override string ReachedBy => "ここに至る応答";

    public override string Elsewhere => "ほかの状態";

    public override string Same => "同じ状態";

    public override string Foreign => "HTTP や TLS など、ほかのプロトコルの行";

    public override string ThenLine => "続いてクライアントの行";

    public override string ThenTls => "続いて TLS";

    public override string ThenText => "続いてサーバーの行";

    public override string ThenAnother => "続いて別の応答";

    public override string Unasked => "要求なしに、状態";

    public override string Input(OtherwiseInput input) => input switch
    {
        OtherwiseInput.UnknownVerb => "存在しないコマンド",
        OtherwiseInput.WrongState => "その状態では許されないコマンド",
        OtherwiseInput.BadArguments => "引数が構文に合わないコマンド",
        OtherwiseInput.UnknownParameter => "提供中のどの拡張にもないパラメータ",
        OtherwiseInput.NotOffered => "提供していない拡張のコマンド",
        OtherwiseInput.LineTooLong => "長すぎる行",
        OtherwiseInput.EndlessLine => "終わらない行",
        OtherwiseInput.BareLineFeed => "CR のない LF で終わる行",
        OtherwiseInput.HandlerFailed => "サーバーのプログラムの失敗",
        OtherwiseInput.HandlerCloses => "サーバーのプログラムによるセッションの終了",
        OtherwiseInput.TalksFirst => "挨拶の前に話し始めたクライアント",
        OtherwiseInput.Idle => "長く沈黙したクライアント",
        OtherwiseInput.TooSlow => "届くのが遅すぎるメッセージ",
        OtherwiseInput.SessionTooLong => "長すぎるセッション",
        OtherwiseInput.Shutdown => "サーバーの停止",
        OtherwiseInput.TooManyConnections => "許された数を超える接続",
        OtherwiseInput.TooManyErrors => "許された数を超えるプロトコルの誤り",
        _ => "接続を暗号化するコマンドの応答より前に送られたオクテット",
    };

    public override string InAnyState(string input) => $"{input} (どの状態でも)";

    public override string Beyond(string limit) => $"制限 {limit} を超える回数の応答";

    public override string Doc(string doc) => DocTexts.Japanese.Of(doc);

    public override string Slot(TextPart slot, string doc) => slot.Kind switch
    {
        TextPartKind.Host => "ホスト名",
        TextPartKind.Commands => "使えるコマンド",
        TextPartKind.Path => "一通のメールを送るコマンドの順序",
        TextPartKind.First => "先に送るコマンド",
        TextPartKind.Allowed => "その状態で使えるコマンド",
        TextPartKind.Syntax => "コマンドの構文",
        TextPartKind.Verb => "送られたコマンド名",
        TextPartKind.Extensions => "提供中の拡張、一行に一つ",
        TextPartKind.LineMax => "行の最大長",
        TextPartKind.Limit => $"制限 {slot.Text}",
        TextPartKind.Prefix => $"コマンドの前に置かれた {Words(slot.Text)}",
        TextPartKind.Capture => $"コマンドが示した {Words(slot.Text)}",
        _ => Words(slot.Text),
    };

    public override string InStates(string states) => states;

    public override string First(string states, string verb) => $"{states}: 先に {verb}";

    public override string ThenBody(string name) => $"続いて {name}";
}
