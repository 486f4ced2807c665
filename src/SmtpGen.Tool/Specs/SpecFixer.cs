using System.Text;
using SmtpGen.Language.Text;

namespace SmtpGen.Tool.Specs;

/// <summary>Puts specifications right on the disk, where what is right is certain.</summary>
internal static class SpecFixer
{
    // A fix may bring out what an error hid. That it never brings out the same again is not known, so there is an end.
    private const int MaxRounds = 10;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Changes the files until no finding has a fix, and returns the findings that were fixed.</summary>
    /// <param name="paths">Specification, translation and grammar files, or directories of them.</param>
    /// <exception cref="ToolException">A path does not exist, is not such a file, or cannot be written.</exception>
    public static IReadOnlyList<SpecDiagnostic> Run(string[] paths)
    {
        var done = new List<SpecDiagnostic>();
        for (int round = 0; round < MaxRounds; round++)
        {
            var set = SpecSet.Load(paths, withDependents: true);
            var findings = set.Compile().Diagnostics.Where(finding => finding.Fix is not null).ToList();
            var texts = FixedTexts.Apply(findings.Select(finding => finding.Fix!), set.Sources.ToDictionary(source => source.Path, source => source.Text));
            if (texts.Applied.Count == 0)
                break;
            foreach (var (path, text) in texts.Texts)
                Write(path, text);
            done.AddRange(findings.Where(finding => texts.Applied.Contains(finding.Fix!)));
        }

        return done;
    }

    private static void Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text, s_utf8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ToolExit.Environment, $"cannot write {path}: {exception.Message}", exception);
        }
    }
}
