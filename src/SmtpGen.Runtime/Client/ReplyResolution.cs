namespace SmtpGen.Runtime.Client;

/// <summary>Takes the replies of a server, which may not be those of the specification, for declared ones.</summary>
internal static class ReplyResolution
{
    /// <summary>
    /// Of some declared replies the one with a code and enhanced status code, else the first with the code; -1: there is none.
    /// </summary>
    public static int Find(ClientTable table, ReadOnlySpan<ushort> replies, int code, string enhancedCode)
    {
        int first = -1;
        foreach (ushort reply in replies)
        {
            if (table.Code(reply) != code)
                continue;
            if (table.EnhancedCode(reply) == enhancedCode)
                return reply;
            if (first < 0 && IsKnownByCode(table, reply))
                first = reply;
        }

        return first;
    }

    // 554 to RCPT is a refusal from most servers, and with one enhanced status code the end of a session from ours: a reply
    // that may come at any time and ends the session is known by its code alone only where this code always does.
    private static bool IsKnownByCode(ClientTable table, int reply)
    {
        bool ends = false;
        bool codeEnds = true;
        for (int i = 0; i < table.Fallbacks.Length; i += ClientTable.FallbackLength)
        {
            ushort target = table.Fallbacks[i + 1];
            bool isEnd = target != ClientTable.None && table.IsFinal(target);
            ends |= isEnd && table.Fallbacks[i] == reply;
            codeEnds &= isEnd || table.Code(table.Fallbacks[i]) != table.Code(reply);
        }

        for (int action = 0; codeEnds && action < table.ActionCount; action++)
        {
            foreach (var edge in new ClientEdges(table.EdgesOf(action)))
                codeEnds &= edge.Reply == ClientTable.None || table.Code(edge.Reply) != table.Code(reply) || table.IsFinal(edge.To);
        }

        return !ends || codeEnds;
    }

    /// <summary>
    /// Where a reply leads: as declared for this state, or at any time; as declared for another state; as its class does.
    /// </summary>
    /// <exception cref="ProtocolViolationException">It is positive, and no answer to this.</exception>
    public static ReplyEffect Next(ClientTable table, int state, PendingAction answered, int declared, int code)
    {
        ReplyEffect? elsewhere = null;
        ReplyEffect? sameClass = null;
        foreach (var edge in new ClientEdges(table.EdgesOf(answered.Action)))
        {
            if (edge.Reply == ClientTable.None || !edge.Answers(answered.Chunk))
                continue;
            bool isHere = edge.From == state;
            var effect = new ReplyEffect(edge.To, edge.Effect, EndsAction: false);
            if (edge.Reply == declared && isHere)
                return effect;
            if (edge.Reply == declared)
                elsewhere ??= effect;
            // A declared refusal, a policy's to QUIT say, does not end the session because others to this action do.
            if (isHere && IsSameClass(table.Code(edge.Reply), code) && (code < 400 || declared < 0 || !table.IsFinal(edge.To)))
                sameClass ??= effect;
        }

        for (int i = 0; i < table.Fallbacks.Length; i += ClientTable.FallbackLength)
        {
            if (table.Fallbacks[i] == declared && table.Fallbacks[i + 1] != ClientTable.None)
                return new ReplyEffect(table.Fallbacks[i + 1], ClientEffect.None, EndsAction: true);
        }

        if ((code < 400 ? elsewhere ?? sameClass : sameClass) is { } found)
            return found;
        return code >= 400
            ? new ReplyEffect(state, ClientEffect.None, EndsAction: true)
            : throw new ProtocolViolationException($"The server answered {answered.Command} with {(table.Server?.HasStatuses == true ? "a success" : code)}, which is not an answer to it.");
    }

    private static bool IsSameClass(int declared, int code) => declared / 100 == code / 100 || (declared >= 400 && code >= 400);
}

/// <summary>What a reply brings about.</summary>
/// <param name="State">The next state.</param>
/// <param name="Effect">What it does to what the client knows of the server.</param>
/// <param name="EndsAction">Whether no more replies come to the action, however many were due: it was refused as a whole.</param>
internal readonly record struct ReplyEffect(int State, ClientEffect Effect, bool EndsAction);
