using System.Runtime.CompilerServices;

namespace SmtpGen.Analyzers.Tests;

/// <summary>Places in the source tree.</summary>
internal static class Repository
{
    /// <summary>The folder that holds everything.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>Fails unless a file holds exactly this text; then what it should hold is written beside it, to replace it.</summary>
    /// <param name="path">The file, from the root.</param>
    /// <param name="text">What it should hold.</param>
    public static void Verify(string path, string text)
    {
        string verified = Path.Combine(Root, path);
        string received = Path.ChangeExtension(verified, ".received.md");
        if (File.Exists(verified) && File.ReadAllText(verified) == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{verified} is out of date; compare it with {received} and replace it.");
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
