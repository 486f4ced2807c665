using System.Text;

namespace Samples;

/// <summary>The scripts of a user, each in a file of a folder. No name leads out of it.</summary>
public sealed class ScriptFolder
{
    /// <summary>How many scripts a user may have.</summary>
    public const int MostScripts = 100;

    private const string Ending = ".sieve";
    private const int LongestName = 64;

    // Names that characters of files cannot reach: those of scripts end in .sieve.
    private const string ActiveFile = "active";
    private const string NewFile = "new";

    private readonly string _folder;
    private readonly Lock _lock = new();

    public ScriptFolder(string folder) => _folder = Directory.CreateDirectory(folder).FullName;

    /// <summary>The name of the script that sorts the mail; null where there is none.</summary>
    public string? Active
    {
        get
        {
            lock (_lock)
                return File.Exists(PathOf(ActiveFile)) && File.ReadAllText(PathOf(ActiveFile)) is var name && Exists(name) ? name : null;
        }
    }

    /// <summary>Whether a script may be named so (RFC 5804 section 1.6).</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name[0] != '.' && Encoding.UTF8.GetByteCount(name) <= 200 &&
        !name.Any(character => char.IsControl(character) || character is '/' or '\\' or '\uFFFD' or '\u2028' or '\u2029');

    /// <summary>The names of the scripts, in order.</summary>
    public IReadOnlyList<string> Names()
    {
        lock (_lock)
        {
            return [.. Directory.EnumerateFiles(_folder, "*" + Ending).Where(IsOwn)
                .Select(path => Path.GetFileName(path)[..^Ending.Length]).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Whether there is a script of a name.</summary>
    public bool Exists(string name) => IsName(name) && File.Exists(ScriptPath(name)) && IsOwn(ScriptPath(name));

    /// <summary>Whether one more script would be too many.</summary>
    public bool IsFullFor(string name) => !Exists(name) && Names().Count >= MostScripts;

    /// <summary>A script; null where there is none of that name.</summary>
    public byte[]? Read(string name)
    {
        lock (_lock)
            return Exists(name) ? File.ReadAllBytes(ScriptPath(name)) : null;
    }

    /// <summary>Stores a script, whole or not at all.</summary>
    public void Write(string name, ReadOnlySpan<byte> script)
    {
        lock (_lock)
            Replace(ScriptPath(name), script);
    }

    public void Delete(string name)
    {
        lock (_lock)
            File.Delete(ScriptPath(name));
    }

    /// <summary>Gives a script another name; if it is the active one it stays so.</summary>
    public void Rename(string from, string to)
    {
        lock (_lock)
        {
            bool isActive = Active == from;
            File.Move(ScriptPath(from), ScriptPath(to));
            if (isActive)
                Activate(to);
        }
    }

    /// <summary>Says which script sorts the mail; empty: none.</summary>
    public void Activate(string name)
    {
        lock (_lock)
            Replace(PathOf(ActiveFile), Encoding.UTF8.GetBytes(name));
    }

    // A link may lead out of the folder.
    private static bool IsOwn(string path) => new FileInfo(path).LinkTarget is null;

    private void Replace(string path, ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(PathOf(NewFile), content);
        File.Move(PathOf(NewFile), path, overwrite: true);
    }

    private string ScriptPath(string name) => PathOf(name + Ending);

    private string PathOf(string file) => Path.Combine(_folder, file);
}
