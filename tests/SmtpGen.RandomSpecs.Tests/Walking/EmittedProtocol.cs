using SmtpGen.Language.Model;
using SmtpGen.Runtime;

namespace SmtpGen.RandomSpecs.Walking;

/// <summary>What the emitters wrote of a protocol.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Code">Its files.</param>
/// <param name="Table">The table in them.</param>
internal sealed record EmittedProtocol(string Name, EmittedCode Code, ServerTable Table)
{
    private static readonly string[] s_read = [".States.g.cs", ".Options.g.cs", ".Grammar.g.cs"];

    /// <summary>Reads the files that say how the server behaves.</summary>
    public static EmittedProtocol Of(ProtocolModel model, EmittedFiles emitted)
    {
        var files = emitted.Of(model);
        string name = files[0].HintName[..files[0].HintName.IndexOf('.')];
        var code = new EmittedCode(files.Concat(model.Base is { } inherited ? emitted.Of(inherited) : [])
            .Where(file => file.HintName.Contains(".ServerTable.", StringComparison.Ordinal) || s_read.Any(file.HintName.EndsWith)).Select(file => file.Text));
        return new(name, code, EmittedTable.Of(code, name));
    }
}
