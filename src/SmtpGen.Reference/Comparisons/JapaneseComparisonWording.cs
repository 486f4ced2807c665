namespace SmtpGen.Reference.Comparisons;

/// <summary>The sentences in Japanese.</summary>
internal sealed class JapaneseComparisonWording : ComparisonWording
{
    private const int Most = 6;

    public override string BothEnd => "どちらの後もセッションは終了します。";

    public override string Says(string said, int digit) => said + digit switch
    {
        2 => " は成功です。サーバーは要求された処理を終えています。",
        3 => " は続行の合図です。サーバーはコマンドの続きの入力を待っています。",
        4 => " は一時的な拒否です。同じコマンドが後で成功する可能性があるため、時間をおいて再試行します。",
        5 => " は恒久的な拒否です。何かを直さない限り、同じコマンドは再び失敗します。",
        _ => " では何も送られません。",
    };

    public override string BothSay(int digit) => digit switch
    {
        2 => "どちらも成功で、サーバーは要求された処理を終えています。違いは何が成功したかです。",
        3 => "どちらも続行の合図で、サーバーは続きの入力を待っています。違いは何を待っているかです。",
        4 => "どちらも一時的な拒否で、同じコマンドが後で成功する可能性があります。違いは何が妨げになっているかです。",
        5 => "どちらも恒久的な拒否で、何かを直さない限り同じコマンドは再び失敗します。違いは何を直すべきかです。",
        _ => "何も送られません。",
    };

    public override string Ends(string said, string other) => $"{said} の後はセッションが終了しますが、{other} の後は続けられます。";

    public override string Answers(string said, IReadOnlyList<string> verbs, IReadOnlyList<string> states) =>
        $"{said} は、{(states.Count == 0 ? "どの状態でも" : $"状態 {List(states)} で")} {List(verbs)} への応答として返ります。";

    public override string AnswersInput(string said, IReadOnlyList<string> inputs, bool alone) =>
        $"{said} は、{string.Join("、", inputs.Take(Most))}{(inputs.Count > Most ? $"、ほか {inputs.Count - Most} 件" : "")}に対して{(alone ? "" : "も")}返ります。";

    public override string Never(string said) => $"このプロトコルでは {said} は返りません。";

    public override string Shared(IReadOnlyList<string> verbs) => $"{List(verbs)} にはどちらも返ることがあります。どの場合かはコードで分かります。";

    private static string List(IReadOnlyList<string> names) => names.Count <= Most
        ? string.Join("、", names)
        : $"{string.Join("、", names.Take(Most - 1))} ほか {names.Count - Most + 1} 個";
}
