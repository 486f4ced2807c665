namespace SmtpGen.Runtime.Client;

/// <summary>Finds the values in a reply.</summary>
internal static class ReplyValues
{
    /// <summary>The octets of a value; null where the reply does not look as the specification says.</summary>
    /// <exception cref="ArgumentException">There is no value of that name.</exception>
    public static ReadOnlyMemory<byte>? Find(ClientTable table, ReceivedReply reply, string name)
    {
        string[] names = table.ValueNames(reply.Declared).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int index = Array.IndexOf(names, name);
        if (index < 0)
        {
            string known = names.Length == 0 ? "it has no values" : $"its values are {string.Join(", ", names)}";
            throw new ArgumentException($"The reply {table.ReplyName(reply.Declared)} has no value '{name}'; {known}.", nameof(name));
        }

        var shape = ReplyShapes.Of(table)[reply.Declared];
        int number = 0;
        for (int line = 0; number < reply.Lines.Count && line < shape.Lines.Length; number++)
        {
            var parts = shape.WholeLine(line, out int last);
            // The reader knows where the text begins.
            var text = reply.Lines[number];
            var match = ReplyMatch.Of(table, reply.Tag, line == 0 ? [.. parts.Skip(shape.Status.Length)] : parts, reply.Octets.AsSpan(text));
            if (match.Fixed >= 0 && match.Values.TryGetValue(index, out var range))
                return Unquoted(parts, index, table, reply.Octets.AsMemory(text)[range]);
            line = last + 1;
        }

        return null;
    }

    private static ReadOnlyMemory<byte> Unquoted(IReadOnlyList<ReplyPart> parts, int index, ClientTable table, ReadOnlyMemory<byte> octets)
    {
        var form = parts.OfType<ValuePart>().First(part => part.Index == index && part.Form != ReplyValueForm.Length).Form;
        bool isCounted = table.Server!.Literals is not null && !octets.Span.StartsWith("\""u8);
        if (form is not (ReplyValueForm.Quoted or ReplyValueForm.Doubled) || isCounted)
            return octets;
        return form == ReplyValueForm.Doubled ? QuotedText.Undouble(octets.Span) : QuotedText.Unquote(octets.Span);
    }
}
