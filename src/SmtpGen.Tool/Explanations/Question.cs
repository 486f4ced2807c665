using System.Text.RegularExpressions;
using SmtpGen.Reference.Explanations;

namespace SmtpGen.Tool.Explanations;

/// <summary>Finds out what the words of a command line ask for: things one by one, or a line that a server or a client said.</summary>
/// <param name="explainers">The protocols, the likeliest first.</param>
internal sealed partial class Question(IReadOnlyList<Explainer> explainers)
{
    private const int MostLetters = 60;
    private const string Allowed =
        "a reply code (354), an enhanced code (5.5.1), a line of a server, a reply's name, a command, a state, or the id of a finding (SGP0205)";

    /// <summary>The answers, in the order of what is asked for.</summary>
    /// <exception cref="ToolException">Something is nothing here.</exception>
    public IReadOnlyList<Explanation> Answer(IReadOnlyList<string> words)
    {
        string whole = Said().Replace(FirstLine(string.Join(' ', words)), "").Trim();
        if (words.Count == 1)
            return [Any(whole) ?? throw Unknown(whole)];
        var exact = All(words, explainer => explainer.FindExact);
        if (exact is not null && !(Code().IsMatch(words[0]) && Enhanced().IsMatch(words[1])))
            return exact;
        if (First(explainer => explainer.Line(whole)) is { } line)
            return [line];
        return All(words, explainer => explainer.FindAny)
            ?? (Any(whole) is { } command ? [command] : throw Unknown(words.First(word => Any(word) is null)));
    }

    private List<Explanation>? All(IEnumerable<string> words, Func<Explainer, Func<string, Explanation?>> find)
    {
        var found = words.Select(word => FindingPage.IsId(word) ? FindingPage.Explain(word) : First(explainer => find(explainer)(word))).ToList();
        return found.Contains(null) ? null : [.. found.OfType<Explanation>()];
    }

    private Explanation? Any(string word) => FindingPage.IsId(word)
        ? FindingPage.Explain(word)
        : First(explainer => explainer.FindExact(word)) ?? First(explainer => explainer.FindAny(word));

    private Explanation? First(Func<Explainer, Explanation?> find) => explainers.Select(find).FirstOrDefault(found => found is not null);

    private ToolException Unknown(string word)
    {
        if (Code().IsMatch(word))
        {
            var codes = explainers.SelectMany(explainer => explainer.Codes).Distinct().Order();
            return new ToolException(ToolExit.Findings, $"no reply '{word}'; there are {string.Join(", ", codes)}, and the replies' names");
        }

        string meant = Suggestion.Sentence(word, explainers.SelectMany(explainer => explainer.Names).Distinct());
        return new ToolException(ToolExit.Findings, $"nothing is known of '{Short(word)}'.{meant} Write {Allowed}.");
    }

    private static string Short(string word) => word.Length > MostLetters ? word[..MostLetters] + "…" : word;

    private static string FirstLine(string text) => text.Split('\n', '\r').FirstOrDefault(line => line.Trim().Length > 0) ?? "";

    [GeneratedRegex(@"^\d{3}$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\d\.\d{1,3}\.\d{1,3}$")]
    private static partial Regex Enhanced();

    // Who said it, as transcripts have it in front.
    [GeneratedRegex(@"^\s*(?:[SC]: |[<>]+ |<- |-> )")]
    private static partial Regex Said();
}
