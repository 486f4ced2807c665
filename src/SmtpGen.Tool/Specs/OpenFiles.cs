using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Tool.Specs;

/// <summary>Files that somebody edits: their text is not, or not yet, that of the disk. It remembers what it parsed, by path and text.</summary>
internal sealed class OpenFiles
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SpecFile> _parsed = new(StringComparer.Ordinal);
    private readonly bool _remembers = true;

    /// <summary>An empty set of files.</summary>
    public OpenFiles()
    {
    }

    private OpenFiles(bool remembers) => _remembers = remembers;

    /// <summary>No file is open.</summary>
    public static OpenFiles None { get; } = new(remembers: false);

    /// <summary>The full paths of the files.</summary>
    public IReadOnlyCollection<string> Paths => _texts.Keys;

    /// <summary>Whether a file is open.</summary>
    public bool Has(string path) => _texts.Count > 0 && path.Length > 0 && _texts.ContainsKey(Path.GetFullPath(path));

    /// <summary>The text of an open file; null where it is not open.</summary>
    public SourceText? Find(string path) => Has(path) ? new SourceText(path, _texts[Path.GetFullPath(path)]) : null;

    /// <summary>Opens a file, or changes its text.</summary>
    public void Set(string path, string text) => _texts[Path.GetFullPath(path)] = text;

    /// <summary>Closes a file.</summary>
    public void Close(string path) => _texts.Remove(Path.GetFullPath(path));

    /// <summary>Parses a file, once for each of its texts.</summary>
    public SpecFile Parse(SourceText source)
    {
        if (!_remembers)
            return SpecFile.Parse(source);
        if (!_parsed.TryGetValue(source.Path, out var file) || file.Source.Text != source.Text)
            _parsed[source.Path] = file = SpecFile.Parse(source);
        return file;
    }
}
