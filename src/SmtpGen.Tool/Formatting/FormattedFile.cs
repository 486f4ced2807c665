using System.Text;
using SmtpGen.Language.Format;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;
using SmtpGen.Tool.Specs;

namespace SmtpGen.Tool.Formatting;

/// <summary>A file in its canonical layout.</summary>
internal sealed class FormattedFile
{
    private const char ByteOrderMark = '\uFEFF';

    private readonly SourceText _source;

    private FormattedFile(SpecFile file)
    {
        _source = file.Source;
        Findings = file.Diagnostics;
        Text = SpecFormatter.Format(file) ?? file.Source.Text;
    }

    /// <summary>What is in the way: a file that cannot be parsed stays as it is.</summary>
    public IReadOnlyList<SpecDiagnostic> Findings { get; }

    /// <summary>The text in its canonical layout.</summary>
    public string Text { get; }

    /// <summary>Whether the layout differs.</summary>
    public bool IsChanged => Text != _source.Text;

    public static FormattedFile Read(string path) => Of(SpecPaths.Read(path, OpenFiles.None));

    public static FormattedFile Of(SourceText source) =>
        new(SpecFile.Parse(source.Text is [ByteOrderMark, ..] ? new SourceText(source.Path, source.Text[1..]) : source));

    /// <summary>Writes the text to the file; a byte order mark stays.</summary>
    /// <exception cref="ToolException">It cannot be written.</exception>
    public void Write()
    {
        try
        {
            File.WriteAllText(_source.Path, Text, new UTF8Encoding(HasByteOrderMark()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ToolExit.Environment, $"cannot write {_source.Path}: {exception.Message}", exception);
        }
    }

    private bool HasByteOrderMark()
    {
        using var stream = File.OpenRead(_source.Path);
        return stream.ReadByte() == Encoding.UTF8.Preamble[0];
    }
}
