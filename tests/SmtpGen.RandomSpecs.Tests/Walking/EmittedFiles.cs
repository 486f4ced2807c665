using SmtpGen.Compiler.Emit;
using SmtpGen.Language.Model;

namespace SmtpGen.RandomSpecs.Walking;

/// <summary>Everything that is emitted of the protocols of a specification, each once.</summary>
internal sealed class EmittedFiles
{
    private readonly Dictionary<string, List<(string HintName, string Text)>> _files = new(StringComparer.Ordinal);

    /// <summary>The files of a protocol.</summary>
    public IReadOnlyList<(string HintName, string Text)> Of(ProtocolModel model)
    {
        if (!_files.TryGetValue(model.Name, out var files))
            _files.Add(model.Name, files = [.. ProtocolEmitter.Emit(model, "Random")]);
        return files;
    }
}
