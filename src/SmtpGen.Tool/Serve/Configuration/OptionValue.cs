using System.Globalization;
using System.Text.RegularExpressions;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>Values of options as texts, as in the configuration of a .NET host: numbers, true and false, times, names.</summary>
internal static partial class OptionValue
{
    /// <summary>The text that <see cref="Parse"/> reads as this value.</summary>
    public static string Format(object value) => value switch
    {
        bool isOn => isOn ? "true" : "false",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Whether the value is written without quotes in JSON.</summary>
    public static bool IsBare(Type type) => Plain(type) is var plain && (plain == typeof(bool) || (plain.IsPrimitive && plain != typeof(char)));

    /// <summary>Reads a value.</summary>
    /// <param name="texts">Its text. Names of an enumeration whose values can be combined may be several.</param>
    /// <param name="type">What it is.</param>
    /// <exception cref="FormatException">It is none; the message says what it must be.</exception>
    public static object Parse(IReadOnlyList<string> texts, Type type)
    {
        var plain = Plain(type);
        string text = string.Join(",", texts);
        if (plain == typeof(string))
            return text;
        if (plain == typeof(bool))
            return bool.TryParse(text, out bool isOn) ? isOn : throw Wrong(text, "true or false");
        if (plain == typeof(TimeSpan))
        {
            return Time().IsMatch(text) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time)
                ? time
                : throw Wrong(text, "a time in days, hours, minutes and seconds, such as 00:05:00 or 1.00:00:00");
        }

        return plain.IsEnum ? Names(text, plain) : Number(text, plain);
    }

    // Names in capitals and with hyphens, as protocols write them, and 8BITMIME, which is not a name in C#.
    private static object Names(string text, Type type)
    {
        bool isSet = type.IsDefined(typeof(FlagsAttribute), inherit: false);
        ulong value = 0;
        foreach (string name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string plain = name.Replace("-", "", StringComparison.Ordinal);
            string? found = Array.Find(Enum.GetNames(type), known =>
                known.Equals(plain, StringComparison.OrdinalIgnoreCase) || known.Equals("Ext" + plain, StringComparison.OrdinalIgnoreCase));
            if (found is null)
                throw Wrong(name, $"{(isSet ? "names from" : "one of")} {string.Join(", ", Enum.GetNames(type))}");
            value |= Convert.ToUInt64(Enum.Parse(type, found), CultureInfo.InvariantCulture);
        }

        return Enum.ToObject(type, value);
    }

    private static object Number(string text, Type type)
    {
        try
        {
            return Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw Wrong(text, type == typeof(double) || type == typeof(float) || type == typeof(decimal) ? "a number" : "a whole number");
        }
        catch (OverflowException)
        {
            var (least, most) = Range(type);
            throw Wrong(text, string.Create(CultureInfo.InvariantCulture, $"between {least} and {most}"));
        }
    }

    private static (object Least, object Most) Range(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => (sbyte.MinValue, sbyte.MaxValue),
        TypeCode.Byte => (byte.MinValue, byte.MaxValue),
        TypeCode.Int16 => (short.MinValue, short.MaxValue),
        TypeCode.UInt16 => (ushort.MinValue, ushort.MaxValue),
        TypeCode.Int32 => (int.MinValue, int.MaxValue),
        TypeCode.UInt32 => (uint.MinValue, uint.MaxValue),
        TypeCode.Int64 => (long.MinValue, long.MaxValue),
        TypeCode.UInt64 => (ulong.MinValue, ulong.MaxValue),
        _ => (double.MinValue, double.MaxValue),
    };

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static FormatException Wrong(string text, string right) => new($"is '{text}'; it must be {right}.");

    // TimeSpan takes "5" for five days, which nobody means.
    [GeneratedRegex(@"\A-?(\d+\.)?\d+:\d+(:\d+(\.\d+)?)?\z")]
    private static partial Regex Time();
}
