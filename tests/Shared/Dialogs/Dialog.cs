using System.Globalization;
using System.Text;

namespace SmtpGen.Dialogs;

/// <summary>A conversation from protocol/dialogs; README.md there describes the format.</summary>
public sealed class Dialog
{
    private Dialog(string path, IReadOnlyList<DialogLine> lines)
    {
        Path = path;
        Lines = lines;
    }

    public static string Root { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "protocol", "dialogs");

    public string Path { get; }

    public IReadOnlyList<DialogLine> Lines { get; }

    /// <summary>The protocol that is spoken: <c>smtp</c> where nothing else is said.</summary>
    public string Protocol => Lines.Select(line => line.Protocol).FirstOrDefault(name => name is not null) ?? "smtp";

    /// <summary>Paths of the dialogs in which one of these protocols is spoken.</summary>
    public static IEnumerable<string> Of(params string[] protocols) => All().Where(path => protocols.Contains(Read(path).Protocol));

    /// <summary>Paths of all dialogs, relative to <see cref="Root"/>.</summary>
    public static IEnumerable<string> All() => Directory
        .EnumerateFiles(Root, "*.dialog", SearchOption.AllDirectories)
        .Select(p => System.IO.Path.GetRelativePath(Root, p).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static Dialog Read(string path)
    {
        string[] lines = File.ReadAllText(System.IO.Path.Combine(Root, path)).Split('\n');
        return new Dialog(path, [.. lines.Select((text, i) => Parse(text, i + 1)).OfType<DialogLine>()]);
    }

    private static DialogLine? Parse(string line, int number)
    {
        if (line == "X:")
            return new(number, DialogLineKind.Closed, "", []);
        if (line == "B!")
            return new(number, DialogLineKind.EmptyBody, "", []);
        if (line.StartsWith("! ", StringComparison.Ordinal))
            return new(number, DialogLineKind.Directive, line[2..].Trim(), []);
        string text = line.Length > 3 ? line[3..] : "";
        return line.Length < 2 ? null : line[..2] switch
        {
            "C:" => new(number, DialogLineKind.Client, text, [.. Unescape(text), .. "\r\n"u8]),
            "C>" => new(number, DialogLineKind.Client, text, Unescape(text)),
            "S:" => new(number, DialogLineKind.Server, text, []),
            "S*" => new(number, DialogLineKind.Rest, text, []),
            "B:" => new(number, DialogLineKind.Body, text, [.. Unescape(text), .. "\r\n"u8]),
            "B>" => new(number, DialogLineKind.Body, text, Unescape(text)),
            _ => null,
        };
    }

    /// <summary>The octets that a text with escapes stands for.</summary>
    public static byte[] Unescape(string text)
    {
        var octets = new List<byte>();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                int length = char.IsHighSurrogate(text[i]) ? 2 : 1;
                octets.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
                continue;
            }

            i++;
            switch (text[i])
            {
                case 'r': octets.Add((byte)'\r'); break;
                case 'n': octets.Add((byte)'\n'); break;
                case '0': octets.Add(0); break;
                case '\\': octets.Add((byte)'\\'); break;
                case 'x':
                    octets.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    i += 2;
                    break;
                case '*':
                    int open = text.IndexOf('{', i);
                    int close = text.IndexOf('}', open);
                    int count = int.Parse(text.AsSpan(i + 1, open - i - 1), CultureInfo.InvariantCulture);
                    byte[] repeated = Unescape(text[(open + 1)..close]);
                    for (int n = 0; n < count; n++)
                        octets.AddRange(repeated);
                    i = close;
                    break;
                default: throw new FormatException($"Unknown escape \\{text[i]} in '{text}'.");
            }
        }

        return [.. octets];
    }
}
