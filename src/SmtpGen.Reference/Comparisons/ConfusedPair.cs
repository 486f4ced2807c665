using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Comparisons;

/// <summary>Two codes that are often taken for each other, with what <c>protocol/help/LOCALE-pairs.txt</c> says of them.</summary>
/// <param name="Protocol">The protocol whose codes they are; what is said holds for those that extend it, too.</param>
/// <param name="Left">One code.</param>
/// <param name="Right">The other.</param>
/// <param name="Texts">The differences, by language.</param>
internal sealed record ConfusedPair(string Protocol, string Left, string Right, IReadOnlyDictionary<string, ReplyComparison> Texts)
{
    private const string Ending = "-pairs.txt";

    private static readonly IReadOnlyList<ConfusedPair> s_all = Read();

    /// <summary>Those of a protocol: both of its codes exist there.</summary>
    public static IEnumerable<ConfusedPair> Of(ProtocolModel protocol) => s_all.Where(pair => Names(protocol).Contains(pair.Protocol));

    /// <summary>The pair of two codes, in the order in which they are asked for; null where nothing is written of them.</summary>
    public static ConfusedPair? Find(ProtocolModel protocol, string left, string right) =>
        Of(protocol).FirstOrDefault(pair => (pair.Left == left && pair.Right == right) || (pair.Left == right && pair.Right == left));

    private static IEnumerable<string> Names(ProtocolModel protocol)
    {
        for (var model = protocol; model is not null; model = model.Base)
            yield return model.Name;
    }

    private static List<ConfusedPair> Read() =>
    [
        .. from file in EmbeddedTexts.In("texts/")
           where file.Name.EndsWith(Ending, StringComparison.Ordinal)
           let locale = file.Name[..^Ending.Length]
           from block in file.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
           where !block.StartsWith("//", StringComparison.Ordinal)
           let lines = block.Split('\n')
           let heading = lines[0].Split(' ')
           group (locale, Text: new ReplyComparison(lines[1], lines[2])) by (Protocol: heading[0], Left: heading[1], Right: heading[2]) into pair
           select new ConfusedPair(pair.Key.Protocol, pair.Key.Left, pair.Key.Right, pair.ToDictionary(text => text.locale, text => text.Text)),
    ];
}
