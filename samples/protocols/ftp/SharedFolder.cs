namespace Samples;

/// <summary>A folder of the disk, as clients see it: its own path is <c>/</c>, and nothing leads out of it.</summary>
public sealed class SharedFolder
{
    // What is not whole yet; no client sees it.
    private const string Unfinished = ".unfinished-";

    private readonly string _root;

    public SharedFolder(string root) => _root = Directory.CreateDirectory(root).FullName;

    /// <summary>What a client means by a path, from the current folder on; above the root there is nothing but the root.</summary>
    public static string Combine(string current, string path)
    {
        var names = new List<string>();
        foreach (string name in (path.StartsWith('/') ? path : $"{current}/{path}").Split('/'))
        {
            if (name == ".." && names.Count > 0)
                names.RemoveAt(names.Count - 1);
            else if (name is not ("" or "." or ".."))
                names.Add(name);
        }

        return "/" + string.Join('/', names);
    }

    /// <summary>The file at a path; null where there is none.</summary>
    public FileInfo? File(string path) => Place(path) is { } place && new FileInfo(place) is { Exists: true } file ? file : null;

    /// <summary>The folder at a path; null where there is none.</summary>
    public DirectoryInfo? Folder(string path) => Place(path) is { } place && new DirectoryInfo(place) is { Exists: true } folder ? folder : null;

    /// <summary>Where a file or folder can be made; null where it cannot.</summary>
    public string? Free(string path) => path != "/" && Folder(Combine(path, "..")) is not null && Place(path) is { } place && !Directory.Exists(place) ? place : null;

    /// <summary>A name for what will be moved to a place when it is whole.</summary>
    public string Temporary() => Path.Combine(_root, Unfinished + Guid.NewGuid().ToString("N"));

    /// <summary>What a folder holds, by name.</summary>
    public static IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder) =>
        folder.EnumerateFileSystemInfos().Where(entry => IsShown(entry.Name) && entry.LinkTarget is null).OrderBy(entry => entry.Name, StringComparer.Ordinal);

    private static bool IsShown(string name) => !name.StartsWith(Unfinished, StringComparison.Ordinal);

    // A link may lead anywhere, so no path goes through one.
    private string? Place(string path)
    {
        string place = _root;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IsShown(name) || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || name.Contains(Path.AltDirectorySeparatorChar))
                return null;
            place = Path.Combine(place, name);
            if (new FileInfo(place).LinkTarget is not null)
                return null;
        }

        return place;
    }
}
