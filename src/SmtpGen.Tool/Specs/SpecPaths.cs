using System.Diagnostics.CodeAnalysis;
using System.Text;
using SmtpGen.Language.Text;

namespace SmtpGen.Tool.Specs;

/// <summary>Finds and reads specification files. Paths below the current directory are kept relative, as they are shown.</summary>
internal static class SpecPaths
{
    private const string Kinds = "a specification ends in .protocol, a translation in .help, a grammar in .abnf";

    // The largest that ships has 40 KB.
    private const int MaxLength = 16 << 20;

    private static readonly EnumerationOptions s_below = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        MaxRecursionDepth = 8,
        MatchCasing = MatchCasing.CaseInsensitive,
    };

    private static readonly EnumerationOptions s_here = new() { IgnoreInaccessible = true, MatchCasing = MatchCasing.CaseInsensitive };

    public static bool IsGrammar(string path) => path.EndsWith(".abnf", StringComparison.OrdinalIgnoreCase);

    /// <summary>The files that a path on the command line stands for.</summary>
    public static IReadOnlyList<string> Expand(string path, OpenFiles open)
    {
        if (open.Has(path))
            return [Shown(path)];
        if (Directory.Exists(path))
        {
            string[] found = [.. Specs(path), .. Directory.EnumerateFiles(path, "*.abnf", s_below).Select(Shown)];
            return found.Length > 0 ? found : throw new ToolException(ToolExit.Findings, $"no specification in {path}; {Kinds}");
        }

        if (path.Length == 0)
            throw new ToolException(ToolExit.Usage, $"an empty name is that of no file; {Kinds}");
        if (!IsSpec(path) && !IsGrammar(path))
            throw new ToolException(ToolExit.Usage, $"{path} is not a specification; {Kinds}");
        return File.Exists(path) ? [Shown(path)] : throw new ToolException(ToolExit.Findings, $"there is no file {path}");
    }

    /// <summary>The files whose layout is changed where a path is named: specifications, translations and families, but no grammar, which is laid out as its RFC is.</summary>
    public static IReadOnlyList<string> ExpandToFormat(string path)
    {
        if (!Directory.Exists(path))
            return IsFamily(path) && File.Exists(path) ? [Shown(path)] : Expand(path, OpenFiles.None).Where(file => !IsGrammar(file)).ToList();
        string[] found = [.. Directory.EnumerateFiles(path, "*", s_below).Where(file => IsSpec(file) || IsFamily(file)).Select(Shown).Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found : throw new ToolException(ToolExit.Findings, $"no specification in {path}; {Kinds}");
    }

    /// <summary>Whether a path is that of a family.</summary>
    public static bool IsFamily(string path) => path.EndsWith(".family", StringComparison.OrdinalIgnoreCase);

    // Specifications and translations in a directory and below.
    private static IEnumerable<string> Specs(string folder) =>
        Directory.EnumerateFiles(folder, "*", s_below).Where(IsSpec).Select(Shown).Order(StringComparer.Ordinal);

    /// <summary>
    /// Specifications and translations that belong to a path of the command line, which nobody named: those in a directory and
    /// below, those beside a file and one folder below, where translations lie. A file that cannot be read, or that
    /// has gone meanwhile, is not among them.
    /// </summary>
    public static IEnumerable<SourceText> Beside(string path, OpenFiles open)
    {
        var found = Directory.Exists(path) ? Specs(path) : Around(Path.GetDirectoryName(Path.GetFullPath(path))!, path.EndsWith(".help", StringComparison.OrdinalIgnoreCase));
        foreach (string beside in found)
        {
            if (TryRead(beside, open, out var text, out _))
                yield return text;
        }
    }

    // A translation may lie in a folder beside its protocol.
    private static IEnumerable<string> Around(string folder, bool isTranslation)
    {
        if (!Directory.Exists(folder))
            return [];
        bool isBelow = isTranslation && !Directory.EnumerateFiles(folder, "*.protocol", s_here).Any();
        string top = isBelow ? Path.GetDirectoryName(folder) ?? folder : folder;
        return Directory.EnumerateDirectories(top, "*", s_here).Prepend(top)
            .SelectMany(part => Directory.EnumerateFiles(part, "*", s_here)).Where(IsSpec).Select(Shown).Order(StringComparer.Ordinal);
    }

    /// <summary>A path that a file names; null when there is no such file, which is the compiler's to report.</summary>
    public static string? Resolve(string from, string path, OpenFiles open)
    {
        // No file has such a name; what somebody types may.
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            return null;
        string resolved = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(from))!, path));
        return open.Has(resolved) || (File.Exists(resolved) && IsFile(resolved)) ? Shown(resolved) : null;
    }

    // A device has no length, and no end.
    private static bool IsFile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return stream.Length is > 0 and <= MaxLength || (stream.Length == 0 && stream.ReadByte() < 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return true;
        }
    }

    public static SourceText Read(string path, OpenFiles open) => TryRead(path, open, out var text, out var problem) ? text : throw problem;

    private static bool TryRead(string path, OpenFiles open, [NotNullWhen(true)] out SourceText? text, [NotNullWhen(false)] out ToolException? problem)
    {
        (text, problem) = (open.Find(path), null);
        if (text is not null)
            return true;
        if (File.Exists(path) && !IsFile(path))
        {
            problem = new ToolException(ToolExit.Findings, $"{path} is not a specification: it is a device, or larger than {MaxLength >> 20} MiB");
            return false;
        }

        try
        {
            text = new SourceText(path, File.ReadAllText(path, Encoding.UTF8));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = new ToolException(ToolExit.Environment, $"cannot read {path}: {exception.Message}", exception);
            return false;
        }
    }

    /// <summary>Whether a path is that of a specification or a translation.</summary>
    public static bool IsSpec(string path) =>
        path.EndsWith(".protocol", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".help", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path as it is shown: relative below the current directory.</summary>
    public static string Shown(string path)
    {
        string full = Path.GetFullPath(path);
        string relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), full);
        return relative.StartsWith("..", StringComparison.Ordinal) ? full : relative;
    }
}
