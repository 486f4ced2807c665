namespace SmtpGen.Reference.Statecharts;

/// <summary>The words of a statechart, in one language.</summary>
/// <param name="Title">What the drawing shows; <c>{0}</c>: the protocol.</param>
/// <param name="Refused">Folds refusals; <c>{0}</c>: how many there are.</param>
/// <param name="Connection">What is answered where a session begins.</param>
internal sealed record StatechartWords(string Title, string Refused, string Connection)
{
    /// <summary>The words in a language; English where there are none.</summary>
    public static StatechartWords In(string locale) => locale == "ja"
        ? new StatechartWords("{0} の状態遷移図", "拒否: {0} 種類", "接続")
        : new StatechartWords("The states of {0}", "refused: {0}", "connection");
}
