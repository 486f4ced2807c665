using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>What the handler of a command is told, as properties of its argument struct.</summary>
internal static class ArgumentList
{
    public static IReadOnlyList<ArgumentEntry> Of(ProtocolModel model, int command)
    {
        var syntax = model.Commands[command];
        var entries = new List<ArgumentEntry>();
        foreach (var capture in syntax.Captures)
            entries.Add(new ArgumentEntry(Names.Pascal(capture.Name), TypeOf(capture), capture, -1, Doc(capture)));

        for (int i = 0; i < syntax.Parameters.Count; i++)
        {
            var parameter = syntax.Parameters[i];
            if (ParameterSlot(syntax, i) != i)
                continue;
            string doc = CodeWriter.Xml($"{parameter.Keyword}: {parameter.Doc}");
            entries.Add(parameter.Capture is { } capture
                ? new ArgumentEntry(Names.Pascal(capture.Name), TypeOf(capture), capture, i, doc)
                : new ArgumentEntry(FlagName(model, parameter), "bool", null, i, doc));
        }

        return entries;
    }

    private static string Doc(CaptureModel capture) => $"<c>{CodeWriter.Xml(capture.Name)}</c> " + capture.Kind switch
    {
        CaptureKind.Unquoted => "as the client meant it, without quotes.",
        CaptureKind.List => "as the client sent them.",
        CaptureKind.Data => "as it came after the line.",
        _ => "as the client sent it.",
    };

    /// <summary>Index of the first form of a parameter: extensions may each allow other values of one.</summary>
    public static int ParameterSlot(CommandModel command, int parameter)
    {
        for (int i = 0; i < parameter; i++)
        {
            if (command.Parameters[i].Keyword == command.Parameters[parameter].Keyword)
                return i;
        }

        return parameter;
    }

    /// <summary>Index in the register array of the first octet of a parameter's value; the end follows it.</summary>
    public static int ParameterRegister(CommandModel command, int parameter) =>
        (command.Arguments?.RegisterCount ?? 0) + (2 * (parameter < command.Parameters.Count ? ParameterSlot(command, parameter) : parameter));

    /// <summary>How many registers a command needs in all.</summary>
    public static int RegisterCount(CommandModel command) => ParameterRegister(command, command.Parameters.Count);

    /// <summary>The registers that hold the place of a capture.</summary>
    public static (int Start, int End) Registers(CommandModel command, string capture)
    {
        foreach (var place in command.Arguments!.Captures)
        {
            if (place.Name == capture)
                return (place.StartRegister, place.EndRegister);
        }

        return (-1, -1);
    }

    /// <summary>The registers that hold the place of a capture of the arguments, or of a parameter's value.</summary>
    public static (int Start, int End) Place(CommandModel command, string capture, int parameter)
    {
        if (parameter < 0)
            return Registers(command, capture);
        int register = ParameterRegister(command, parameter);
        return (register, register + 1);
    }

    private static string TypeOf(CaptureModel capture) => capture.Kind switch
    {
        CaptureKind.Number => "ulong?",
        CaptureKind.List => "global::SmtpGen.Runtime.CommandTexts",
        _ => "global::SmtpGen.Runtime.CommandText",
    };

    private static string FlagName(ProtocolModel model, ParameterModel parameter)
    {
        for (int i = 0; i < model.Flags.Count; i++)
        {
            if (parameter.Sets == 1u << i)
                return Names.Pascal(model.Flags[i].Name);
        }

        return Names.Extension(parameter.Keyword);
    }
}

/// <summary>A property of an argument struct.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="Type">C# type.</param>
/// <param name="Capture">The capture; null for the presence of a parameter.</param>
/// <param name="Parameter">Index of the parameter; -1: part of the arguments.</param>
/// <param name="Doc">Documentation in XML.</param>
internal sealed record ArgumentEntry(string Name, string Type, CaptureModel? Capture, int Parameter, string Doc);
