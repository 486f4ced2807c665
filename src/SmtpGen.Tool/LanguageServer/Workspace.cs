using SmtpGen.Language.Syntax;
using SmtpGen.Tool.LanguageServer.Symbols;
using SmtpGen.Tool.Specs;

namespace SmtpGen.Tool.LanguageServer;

/// <summary>The files that are open, and the folders in which others are looked for.</summary>
internal sealed class Workspace
{
    // More specifications than this in a workspace are not the editor's.
    private const int MaxFiles = 2000;

    private static readonly string[] s_skipped = ["bin", "obj", "node_modules", ".git", "artifacts"];

    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _uris = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTime Time, IReadOnlyList<string> Uses)> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _listed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Analysis> _analyses = new(StringComparer.Ordinal);

    /// <summary>The open files.</summary>
    public OpenFiles Open { get; } = new();

    public void AddFolder(string uri) => _folders.Add(PathOf(uri));

    public void RemoveFolder(string uri) => _folders.Remove(PathOf(uri));

    public void Set(string uri, string text)
    {
        string path = PathOf(uri);
        _uris[path] = uri;
        // A byte order mark is not part of the text.
        Open.Set(path, text.StartsWith('\uFEFF') ? text[1..] : text);
        Forget();
    }

    public void Close(string uri)
    {
        Open.Close(PathOf(uri));
        Forget();
    }

    /// <summary>Something changed on the disk: folders and files are read anew.</summary>
    public void Reread()
    {
        _listed.Clear();
        Forget();
    }

    // What depends on what is not worth knowing: it is compiled anew.
    private void Forget() => _analyses.Clear();

    /// <summary>What is known of a file and what it belongs to; null where there is no such file.</summary>
    public Analysis? Analyze(string uri)
    {
        string path = PathOf(uri);
        if (_analyses.TryGetValue(path, out var known))
            return known;
        if (!Open.Has(path) && !File.Exists(path))
            return null;
        return _analyses[path] = Analysis.Of(path, Roots(path), Open);
    }

    /// <summary>The address of a file, as the editor writes it.</summary>
    public string UriOf(string path)
    {
        string full = Path.GetFullPath(path);
        return _uris.TryGetValue(full, out string? uri) ? uri : new Uri(full).AbsoluteUri;
    }

    /// <summary>The path of a file. A text that was never saved has one in no folder.</summary>
    public static string PathOf(string uri)
    {
        if (Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.IsFile)
            return Path.GetFullPath(parsed.LocalPath);
        string name = string.Concat(uri.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
        return Path.Combine(Path.GetTempPath(), "smtpgen-unsaved", SpecPaths.IsSpec(name) ? name : name + ".protocol");
    }

    // A part of a protocol says little by itself: what includes it, be it by way of others, is read with it.
    private List<string> Roots(string path)
    {
        var uses = Uses(path);
        var found = new HashSet<string>(StringComparer.Ordinal) { path };
        var pending = new Queue<string>(found);
        while (pending.Count > 0)
        {
            string used = pending.Dequeue();
            foreach (var (user, _) in uses.Where(entry => entry.Value.Contains(used, StringComparer.Ordinal)))
            {
                if (found.Add(user))
                    pending.Enqueue(user);
            }
        }

        found.Remove(path);
        return [.. found.Order(StringComparer.Ordinal)];
    }

    private Dictionary<string, IReadOnlyList<string>> Uses(string path)
    {
        var folders = _folders.Where(folder => path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)).ToList();
        if (folders.Count == 0 && Path.GetDirectoryName(path) is { } own)
            folders.Add(own);
        var files = folders.SelectMany(folder => _listed.TryGetValue(folder, out var listed) ? listed : _listed[folder] = [.. Files(folder).Take(MaxFiles)]).Concat(Open.Paths.Where(SpecPaths.IsSpec)).Distinct(StringComparer.Ordinal).Take(MaxFiles);
        return files.ToDictionary(file => file, UsesOf, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Files(string folder)
    {
        var pending = new Stack<string>([folder]);
        while (pending.Count > 0)
        {
            string[] files;
            string[] folders;
            try
            {
                string at = pending.Pop();
                files = Directory.GetFiles(at);
                folders = Directory.GetDirectories(at);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            foreach (string file in files.Where(SpecPaths.IsSpec))
                yield return file;
            foreach (string next in folders.Where(next => !s_skipped.Contains(Path.GetFileName(next))))
                pending.Push(next);
        }
    }

    private IReadOnlyList<string> UsesOf(string path)
    {
        if (Open.Find(path) is { } open)
            return UsesOf(Open.Parse(open), path);
        try
        {
            var time = File.GetLastWriteTimeUtc(path);
            if (!_uses.TryGetValue(path, out var known) || known.Time != time)
                _uses[path] = known = (time, UsesOf(SpecFile.Parse(SpecPaths.Read(path, Open)), path));
            return known.Uses;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ToolException)
        {
            return [];
        }
    }

    private static List<string> UsesOf(SpecFile file, string path) =>
    [
        .. OccurrenceReader.OfFile(file).Where(name => name.Kind == SymbolKind.File && !name.Name.Contains('\0', StringComparison.Ordinal))
            .Select(name => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, name.Name))),
    ];
}
