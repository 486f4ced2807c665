using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits what a command is refused for although it is written as it should be.</summary>
internal static class ConditionsEmitter
{
    /// <summary>Whether the command may come now: switched on, by policy, in this state, by its own needs.</summary>
    public static void State(CodeWriter code, ProtocolShape shape, int index, Refusals refuse)
    {
        var command = shape.Model.Commands[index];
        if (command.Extension >= 0)
            code.Guard(shape.IsOff(command.Extension), refuse.Event("NotOffered"));
        else if (ProtocolShape.Upgrades(command))
            code.Guard("!CanSecure", refuse.Event("NotOffered"));
        foreach (var policy in command.Policies)
            code.Guard(ExtensionsEmitter.Unmet(shape, policy), refuse.Reply(policy.Reply));
        if (command.Chunk is null)
        {
            code.Line($"if (!Begins({shape.Name}Command.{shape.Verb(index)}, out int outcome))");
            code.Line("    return;");
        }
        else
        {
            code.Line($"int outcome = {OpenedStatesEmitter.First(shape)}({shape.Name}Command.{shape.Verb(index)}, State);");
            code.Guard("outcome < 0", refuse.Event("WrongState"));
        }

        if (command.Extension >= 0 && shape.Model.ExtensionsNeed != 0)
            NeededFlags(code, shape, refuse);
        foreach (var need in command.Needs)
            code.Guard(ExtensionsEmitter.Unmet(shape, need), refuse.Reply(need.Reply));
    }

    private static void NeededFlags(CodeWriter code, ProtocolShape shape, Refusals refuse)
    {
        string differ = shape.FlagsDiffer(shape.Model.ExtensionsNeed, 0);
        if (shape.Model.ExtensionsOr < 0)
        {
            code.Guard(differ, refuse.Event("WrongState"));
            return;
        }

        code.Open($"if (!{shape.IsOptionOn(shape.Model.ExtensionsOr)} && {differ})");
        code.Line($"Miss({shape.Model.ExtensionsOr});");
        code.Line($"{refuse.Event("WrongState")};");
        code.Line("return;");
        code.Close();
        code.Line();
    }

    /// <summary>Whether its arguments may be said now: numbers, octets beyond ASCII, and how often.</summary>
    public static void Arguments(CodeWriter code, ProtocolShape shape, CommandModel command)
    {
        foreach (var capture in command.Captures)
            TooBig(code, shape, command, capture, -1);
        for (int i = 0; i < command.Parameters.Count; i++)
        {
            if (command.Parameters[i].Capture is { } capture)
                TooBig(code, shape, command, capture, i);
        }

        if (command.NonAscii is { } nonAscii)
        {
            string needs = shape.FlagsOperand(nonAscii.Needs);
            code.Guard($"!global::System.Text.Ascii.IsValid(arguments) && ((Flags | _parameterFlags) & {needs}) != {needs}", shape.Deny(nonAscii.Reply));
        }

        if (command.Quota is { } quota)
            code.Guard($"{Names.Counter(command)} >= Options.{Names.Pascal(shape.Model.Limits[quota.Limit].Name)}", shape.Deny(quota.Reply));
    }

    private static void TooBig(CodeWriter code, ProtocolShape shape, CommandModel command, CaptureModel capture, int parameter)
    {
        if (capture.Limit < 0)
            return;
        string number = $"ReadNumber(Captured(arguments, {ArgumentList.Place(command, capture.Name, parameter)}))";
        code.Guard($"{number} > (ulong)Options.{Names.Pascal(shape.Model.Limits[capture.Limit].Name)}", shape.Deny(capture.TooBigReply));
    }
}
