using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SmtpGen.Packages.Tests;

/// <summary>The files that a page of docs/ tells its reader to write.</summary>
internal static partial class Documentation
{
    /// <summary>Each file's name, which stands in backquotes before its block, and its text.</summary>
    public static IEnumerable<(string Name, string Text)> Files(string page)
    {
        string[] found = [.. Directory.EnumerateFiles(Folder(), page)];
        return Block().Matches(File.ReadAllText(Assert.Single(found)))
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value));
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs"));

    [GeneratedRegex(@"^`([\w.]+)`[^\n]*:\n\n```\w*\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
