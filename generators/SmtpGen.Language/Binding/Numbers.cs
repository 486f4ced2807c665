using System.Globalization;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Reads numbers and durations.</summary>
internal static class Numbers
{
    public static long Read(Name name, Report report, long min = 0, long max = long.MaxValue)
    {
        if (long.TryParse(name.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= min && value <= max)
            return value;
        report.Add(SyntaxRules.BadNumber, name, $"'{name}' is not a whole number from {min} to {max}.");
        return min;
    }

    /// <summary>Seconds of a duration such as <c>30s</c>, <c>5m</c> or <c>2h</c>.</summary>
    public static int ReadSeconds(Name name, Report report)
    {
        int unit = name.Text.Length > 1 ? name.Text[name.Text.Length - 1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 } : 0;
        if (unit > 0
            && int.TryParse(name.Text.Substring(0, name.Text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count is > 0 and < 100000)
        {
            return count * unit;
        }

        report.Add(SyntaxRules.BadNumber, name, $"'{name}' is not a duration; write a number and a unit: 30s, 5m, 2h.");
        return 300;
    }
}
