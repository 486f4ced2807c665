using System.Text;
using System.Text.Unicode;

namespace SmtpGen.Sasl;

/// <summary>Reads the lines of a users file: <c>name:{SCHEME}data</c>, <c>#</c> comments, empty lines.</summary>
internal sealed class UsersFileParser
{
    private readonly string _path;
    private readonly Dictionary<string, UserSecret> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly ReadOnlyMemory<byte> _saltSecret;
    private int _line;

    private UsersFileParser(string path, ReadOnlyMemory<byte> saltSecret) => (_path, _saltSecret) = (path, saltSecret);

    /// <summary>Reads a file's octets.</summary>
    /// <param name="path">The file's name for messages.</param>
    /// <param name="octets">UTF-8, with or without a byte order mark; lines end with LF or CRLF.</param>
    /// <param name="saltSecret">What salts are made from where an entry has none.</param>
    /// <exception cref="UsersFileException">A line is wrong.</exception>
    public static UserTable Parse(string path, ReadOnlySpan<byte> octets, ReadOnlyMemory<byte> saltSecret)
    {
        var parser = new UsersFileParser(path, saltSecret);
        if (octets.StartsWith("\uFEFF"u8))
            octets = octets[3..];
        foreach (Range line in octets.Split((byte)'\n'))
            parser.ReadLine(octets[line].TrimEnd((byte)'\r'));
        return new UserTable(parser._users);
    }

    private void ReadLine(ReadOnlySpan<byte> octets)
    {
        _line++;
        if (!Utf8.IsValid(octets))
            throw Wrong("the line is not UTF-8; save the file in UTF-8");
        string line = Encoding.UTF8.GetString(octets);
        if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
            return;

        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            throw Wrong("there is no colon after a name; a line is NAME:{SCHEME}DATA, or a comment that begins with #");
        if (UserEntry.PrepareName(line[..colon]) is not { } name)
            throw Wrong($"the name before the colon is not allowed; it {UserEntry.AllowedName}");
        if (!_lines.TryAdd(name, _line))
            throw Wrong($"\"{name}\" stands on line {_lines[name]} already; a user has one line");
        _users.Add(name, new UserSecretParser(name, _saltSecret, Wrong).Parse(line[(colon + 1)..]));
    }

    private UsersFileException Wrong(string problem) => new(_path, _line, problem);
}
