using System.Text.RegularExpressions;

namespace SmtpGen.RandomSpecs.Drafts;

/// <summary>Makes a specification slightly wrong: a word less, twice, or another one.</summary>
internal static partial class Mutation
{
    public static string Of(string text, Random random)
    {
        for (int i = random.Next(1, 3); i > 0; i--)
        {
            var words = Word().Matches(text);
            var at = words[random.Next(words.Count)];
            var other = words[random.Next(words.Count)];
            string instead = random.Next(4) switch
            {
                0 => "",
                1 => at.Value + " " + at.Value,
                2 => other.Value,
                _ => at.Value + " " + other.Value,
            };
            text = text[..at.Index] + instead + text[(at.Index + at.Length)..];
        }

        return text;
    }

    [GeneratedRegex(@"""(?:[^""\\\n]|\\.)*""|[A-Za-z0-9_.*-]+|=>|->|[{}();,:/\[\]]")]
    private static partial Regex Word();
}
