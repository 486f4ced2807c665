using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmtpGen.Web.Reference.Views;

/// <summary>
/// Names of files for names of a specification: of letters, digits, hyphens and underscores alone, different even where case does not
/// count, and none that a system keeps for a device.
/// </summary>
internal sealed class FileNames
{
    private const int MaxLength = 80;

    private static readonly HashSet<string> s_devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN_", "CONOUT_", "INDEX",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>Gives each name a file name; the names are all different.</summary>
    public FileNames(IEnumerable<string> names)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in names.Distinct(StringComparer.Ordinal))
        {
            string safe = Encode(name);
            string file = safe;
            for (int number = 2; !taken.Add(file); number++)
                file = $"{safe}_{number.ToString(CultureInfo.InvariantCulture)}";
            _files.Add(name, file);
        }
    }

    /// <summary>The file name, without an ending.</summary>
    public string this[string name] => _files[name];

    /// <summary>The name whose file this is; null where there is none.</summary>
    public string? Find(string file) => _files.FirstOrDefault(known => known.Value.Equals(file, StringComparison.OrdinalIgnoreCase)).Key;

    /// <summary>A text of letters, digits, hyphens and underscores for a name; what else is in it stands as <c>_HEX</c>.</summary>
    public static string Encode(string name)
    {
        var safe = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value == '-'))
                safe.Append((char)rune.Value);
            else
                safe.Append(CultureInfo.InvariantCulture, $"_{rune.Value:x}");
        }

        // Between two names it would look like a page of both.
        string text = safe.Replace("-vs-", "_2dvs-").ToString();
        if (text.Length == 0 || text[0] == '-' || s_devices.Contains(text))
            text = "_" + text;
        return text.Length <= MaxLength ? text : $"{text[..MaxLength]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8))}";
    }
}
