namespace SmtpGen.Tool.Explanations;

/// <summary>The words around an explanation.</summary>
/// <param name="Class">Heads the meaning of the first digit.</param>
/// <param name="Reply">Heads a reply.</param>
/// <param name="Meaning">Heads what it says.</param>
/// <param name="Seen">Heads when one sees it.</param>
/// <param name="Fix">Heads what to do.</param>
/// <param name="States">Heads the states in which it may come.</param>
/// <param name="NoState">Says that no command leads to it.</param>
internal sealed record Labels(string Class, string Reply, string Meaning, string Seen, string Fix, string States, string NoState)
{
    /// <summary>How many labelled texts a reply has.</summary>
    public const int Parts = 4;

    private static readonly Labels s_english = new(
        "class", "reply", "meaning", "seen", "fix", "states",
        "any; it answers a connection, an event, or input that is no legal command");

    private static readonly Labels s_japanese = new(
        "分類", "応答", "意味", "現れる場面", "対処", "状態",
        "すべて(接続、イベント、または正しいコマンドではない入力への応答)");

    /// <summary>The labels in a language; English where there are none.</summary>
    public static Labels In(string locale) => locale == "ja" ? s_japanese : s_english;

    /// <summary>The texts of a reply, each with its label.</summary>
    public IReadOnlyList<(string Label, string Text)> Of(ReplyExplanation reply) =>
    [
        (Meaning, reply.Meaning),
        (Seen, reply.Seen),
        (Fix, reply.Fix),
        (States, reply.States.Count > 0 ? string.Join(", ", reply.States) : NoState),
    ];
}
