using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the enums: states, commands, flags, extensions, replies, decisions.</summary>
internal static class StatesEmitter
{
    public static string Emit(ProtocolShape shape, string ns)
    {
        var model = shape.Model;
        var code = new CodeWriter(ns).BeginNamespace();
        string name = shape.Name;

        Enum(code, $"State : {Number(model.States.Count)}", name, $"States of a session of {model.Name}.",
            model.States.Select(state => (Names.Pascal(state.Name), Or(state.Doc, state.Name))));
        Enum(code, $"Command : {Number(model.Commands.Count)}", name, $"Commands of {model.Name}.",
            model.Commands.Select(command => (Names.Pascal(command.Verb), Cited($"{command.Verb}: {command.Doc}", command.Cites))));
        Enum(code, $"Reply : {Number(model.Replies.Count)}", name, $"Replies of {model.Name}.",
            model.Replies.Select(reply => (Names.Pascal(reply.Name), ReplyDoc.Text(reply))));
        Enum(code, $"Decision : {Number(shape.Decisions.Count + 1)}", name, "What the machine waits for somebody to decide.",
            new[] { ("None", "Nothing.") }.Concat(shape.Decisions.Select(point => (point.Name, Doc(point)))));

        Mask(code, $"Flags", name, $"Facts about a session of {model.Name} beside its state.",
            model.Flags.Select(flag => (Names.Pascal(flag.Name), Or(flag.Doc, flag.Name))), null, 0);
        Mask(code, $"Extensions", name, $"Extensions of {model.Name}.",
            model.Extensions.Select(extension => (Names.Extension(extension.Keyword), Cited($"{extension.Keyword}: {extension.Doc}", extension.Cites))),
            "All of them.", Default(model));
        return code.ToString();
    }

    private static string Doc(DecisionPoint point) => point switch
    {
        { Body: not null } => $"The answer to the body {point.Body.Name}.",
        { Line: not null } => $"The answer to a line after {point.Name.ToUpperInvariant()}.",
        { Command: < 0 } => "The answer to a new connection.",
        _ => $"The answer to {point.Name.ToUpperInvariant()}.",
    };

    private static void Enum(CodeWriter code, string kind, string name, string doc, IEnumerable<(string Name, string Doc)> members)
    {
        code.Summary(doc);
        code.OpenType($"public enum {name}{kind}");
        foreach (var member in members)
        {
            code.Line($"/// <summary>{CodeWriter.Xml(member.Doc)}</summary>");
            code.Line(member.Name + ",");
        }

        code.Close();
    }

    private static void Mask(CodeWriter code, string kind, string name, string doc, IEnumerable<(string Name, string Doc)> members, string? all, ulong byDefault)
    {
        var list = members.ToList();
        bool isLong = list.Count > 32;
        code.Summary(doc);
        code.Line("[global::System.FlagsAttribute]");
        code.OpenType($"public enum {name}{kind} : {(isLong ? "ulong" : "uint")}");
        code.Line("/// <summary>None.</summary>");
        code.Line("None = 0,");
        for (int bit = 0; bit < list.Count; bit++)
        {
            code.Line($"/// <summary>{CodeWriter.Xml(list[bit].Doc)}</summary>");
            code.Line($"{list[bit].Name} = 1u{(isLong ? "l" : "")} << {bit},");
        }

        if (all is not null)
        {
            code.Line($"/// <summary>{all}</summary>");
            code.Line($"All = 0x{(list.Count == 64 ? ulong.MaxValue : (1UL << list.Count) - 1):X},");
            code.Line("/// <summary>Those that are on unless configured otherwise.</summary>");
            code.Line($"Default = 0x{byDefault:X},");
        }

        code.Close();
    }

    // The smallest type that holds so many members.
    private static string Number(int count) => count <= 256 ? "byte" : "ushort";

    private static ulong Default(ProtocolModel model)
    {
        ulong mask = 0;
        for (int i = 0; i < model.Extensions.Count; i++)
            mask |= model.Extensions[i].IsOn ? 1UL << i : 0;
        return mask;
    }

    private static string Or(string doc, string name) => doc.Length > 0 ? doc : name;

    private static string Cited(string doc, string cites) => cites.Length > 0 ? $"{doc} ({cites})" : doc;
}
