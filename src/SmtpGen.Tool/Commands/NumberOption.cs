using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace SmtpGen.Tool.Commands;

/// <summary>Options whose values are whole numbers.</summary>
internal static class NumberOption
{
    /// <summary>An option without a value of its own.</summary>
    /// <param name="name">Its name, hyphens included.</param>
    /// <param name="description">What it says.</param>
    /// <param name="unit">What its number counts, in capitals.</param>
    /// <param name="least">The smallest number.</param>
    /// <param name="most">The largest number.</param>
    public static Option<T?> Optional<T>(string name, string description, string unit, T least, T most)
        where T : struct, IBinaryInteger<T> =>
        new(name) { Description = description, HelpName = unit, CustomParser = result => Parse(result, name, least, most) };

    /// <summary>An option that is one or more.</summary>
    /// <param name="name">Its name, hyphens included.</param>
    /// <param name="description">What it counts.</param>
    /// <param name="usual">Its value where it is not given.</param>
    public static Option<int> Positive(string name, string description, int usual) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        DefaultValueFactory = _ => usual,
        CustomParser = result => Parse(result, name, 1, int.MaxValue) ?? 0,
    };

    private static T? Parse<T>(ArgumentResult result, string name, T least, T most)
        where T : struct, IBinaryInteger<T>
    {
        string text = result.Tokens[0].Value;
        if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        result.AddError($"{name} {text} is not allowed; it is a whole number from {least} to {most}");
        return null;
    }
}
