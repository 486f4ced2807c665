using SmtpGen.Compiler.Emit;
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
    public static EmittedProtocol Of(ProtocolModel model)
    {
        var files = Files(model).ToList();
        string name = files[0].HintName[..files[0].HintName.IndexOf('.')];
        var code = new EmittedCode(files.Concat(model.Base is { } inherited ? Files(inherited) : [])
            .Where(file => file.HintName.Contains(".ServerTable.", StringComparison.Ordinal) || s_read.Any(file.HintName.EndsWith)).Select(file => file.Text));
        return new(name, code, EmittedTable.Of(code, name));
    }

    /// <summary>Everything that is emitted of a protocol.</summary>
    public static IEnumerable<(string HintName, string Text)> Files(ProtocolModel model) => ProtocolEmitter.Emit(model, "Random");
}
