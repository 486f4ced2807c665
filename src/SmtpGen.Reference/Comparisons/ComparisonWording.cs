namespace SmtpGen.Reference.Comparisons;

/// <summary>The sentences that tell two groups of replies apart, in one language.</summary>
internal abstract class ComparisonWording
{
    /// <summary>The sentences in a language; English where there are none.</summary>
    public static ComparisonWording In(string locale) => locale == "ja" ? new JapaneseComparisonWording() : new EnglishComparisonWording();

    /// <summary>What the class says, and whether it helps to try again.</summary>
    public abstract string Says(string said, int digit);

    /// <summary>What both say, where they are of one class.</summary>
    public abstract string BothSay(int digit);

    /// <summary>Says that one ends the session.</summary>
    public abstract string Ends(string said, string other);

    /// <summary>Says that both end the session.</summary>
    public abstract string BothEnd { get; }

    /// <summary>Says that one answers these commands.</summary>
    /// <param name="said">The code.</param>
    /// <param name="verbs">The commands.</param>
    /// <param name="states">The states; empty: any.</param>
    public abstract string Answers(string said, IReadOnlyList<string> verbs, IReadOnlyList<string> states);

    /// <summary>Says that one answers what is not a legal command.</summary>
    /// <param name="said">The code.</param>
    /// <param name="inputs">What it answers, in words.</param>
    /// <param name="alone">Whether it answers nothing else.</param>
    public abstract string AnswersInput(string said, IReadOnlyList<string> inputs, bool alone);

    /// <summary>Says that nothing is answered so.</summary>
    public abstract string Never(string said);

    /// <summary>Says that both may answer the same commands.</summary>
    public abstract string Shared(IReadOnlyList<string> verbs);
}
