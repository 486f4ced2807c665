using System.Text;
using SmtpGen.Language.Grammar;

namespace SmtpGen.Language.Tests.Grammar;

/// <summary>Small grammars with captures and bounds, over a, b and the digit 1.</summary>
internal sealed class RandomGrammar(Random random)
{
    private static readonly string[] s_octets = ["\"a\"", "\"b\"", "%s\"a\"", "%x31", "%x61-62", "\"ab\""];

    private int _captures;

    /// <summary>Rules where a later one may refer to earlier ones.</summary>
    public string Rules() =>
        $"one = {Expression(2, rules: [], captures: false)}\n" +
        $"two = {Expression(2, rules: ["one"], captures: false)}\n" +
        "num = 1*3DIGIT\n";

    public string Pattern(int depth) => Expression(depth, rules: ["one", "two", "num"], captures: true);

    public Bound[] Bounds()
    {
        Bound[] all =
        [
            new("one", BoundKind.Octets, random.Next(4)),
            new("two", BoundKind.Octets, random.Next(5)),
            new("num", BoundKind.Value, random.Next(1, 130)),
            new("two", BoundKind.Count, random.Next(3), "one"),
        ];
        return all.Where(_ => random.Next(3) == 0).ToArray();
    }

    private string Expression(int depth, string[] rules, bool captures)
    {
        var text = new StringBuilder();
        int alternatives = random.Next(4) == 0 ? 2 : 1;
        for (int i = 0; i < alternatives; i++)
        {
            text.Append(i == 0 ? "" : " / ");
            int parts = random.Next(1, 4);
            for (int j = 0; j < parts; j++)
                text.Append(j == 0 ? "" : " ").Append(Part(depth, rules, captures));
        }

        return text.ToString();
    }

    private string Part(int depth, string[] rules, bool captures)
    {
        int kind = random.Next(depth > 0 ? 10 : 3);
        if (kind < 3 && rules.Length > 0 && random.Next(2) == 0)
            return rules[random.Next(rules.Length)];

        if (kind < 3)
            return s_octets[random.Next(s_octets.Length)];

        if (captures && kind < 6)
            return $"({(char)('k' + (_captures++ % 4))}{_captures / 4}: {Expression(depth - 1, rules, captures)})";

        string inner = Expression(depth - 1, rules, captures);
        return random.Next(5) switch
        {
            0 => $"[{inner}]",
            1 => $"*({inner})",
            2 => $"1*2({inner})",
            3 => $"*2({inner})",
            _ => $"({inner})",
        };
    }
}
