namespace SmtpGen.Compiler.Emit;

/// <summary>Emits, for each command, an enum of the replies that a client may get to it.</summary>
internal static class ClientRepliesEmitter
{
    public static string Emit(ClientShape shape, string ns)
    {
        var model = shape.Model;
        var code = new CodeWriter(ns).BeginNamespace();
        // One number stands for none of them.
        string type = model.Replies.Count < 256 ? "byte" : "ushort";
        foreach (var action in shape.OnePerReplyType())
        {
            code.Summary($"The replies to {action.Name} that {model.Name} declares, those of its own first.");
            code.OpenType($"public enum {shape.ReplyType(action)} : {type}");
            foreach (int reply in shape.Declared(action))
            {
                string name = Names.Pascal(model.Replies[reply].Name);
                code.Line($"/// <summary>{CodeWriter.Xml(ReplyDoc.Text(model.Replies[reply]))}</summary>");
                code.Line($"{name} = ({type}){shape.Name}Reply.{name},");
            }

            code.Line("/// <summary>None of these.</summary>");
            code.Line($"Other = {type}.MaxValue,");
            code.Close();
        }

        return code.ToString();
    }
}
