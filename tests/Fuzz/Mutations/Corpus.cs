using System.Runtime.CompilerServices;
using SmtpGen.Fuzz.Targets;

namespace SmtpGen.Fuzz.Mutations;

/// <summary>The inputs of a target that are kept, and the words that its inputs are made of.</summary>
internal static class Corpus
{
    /// <summary>The inputs, in ordinal order of their names.</summary>
    public static IReadOnlyList<(string Name, byte[] Octets)> Of(FuzzTarget target) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Here(), "Corpus", target.Name))
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllBytes(path))),
    ];

    /// <summary>The words of <c>Words/TARGET.dict</c>, a file as afl-fuzz reads it: a word in quotation marks on each line.</summary>
    public static IReadOnlyList<byte[]> WordsOf(FuzzTarget target) =>
    [
        .. File.ReadLines(Path.Combine(Here(), "Words", target.Name + ".dict"))
            .Where(line => line.StartsWith('"') && line.EndsWith('"'))
            .Select(line => Octets(line[1..^1])),
    ];

    /// <summary>Keeps an input that something did not hold for, to be looked at.</summary>
    /// <returns>The file.</returns>
    public static string KeepFinding(FuzzTarget target, byte[] input)
    {
        string folder = Path.Combine(Here(), "Findings", target.Name);
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input))[..12]);
        File.WriteAllBytes(file, input);
        return file;
    }

    private static byte[] Octets(string word)
    {
        var octets = new List<byte>();
        for (int at = 0; at < word.Length; at++)
        {
            if (word[at] != '\\')
                octets.Add((byte)word[at]);
            else if (word[at + 1] == 'x')
                octets.Add(Convert.ToByte(word.Substring((at += 3) - 1, 2), 16));
            else
                octets.Add((byte)word[++at]);
        }

        return [.. octets];
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, ".."));
}
