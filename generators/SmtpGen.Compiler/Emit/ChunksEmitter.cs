namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how the machine goes on behind a chunk, and how it refuses one: behind its octets.</summary>
internal static class ChunksEmitter
{
    /// <summary>What follows a chunk that was read, or skipped.</summary>
    public static void Emit(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        code.Line($$"""

            /// <inheritdoc/>
            protected override void OnChunkEnded() => Apply(_more, null);

            // Octets that a refused command announced are no commands: they are skipped before it is answered.
            private void RefuseBehind(global::SmtpGen.Runtime.ServerEvent error)
            {
                _heldEvent = error;
                BeginSkip(_chunkOctets);
            }

            private void ReplyBehind({{p}}Reply reply)
            {
                _heldEvent = global::SmtpGen.Runtime.ServerEvent.None;
                _heldReply = reply;
                BeginSkip(_chunkOctets);
            }

            /// <inheritdoc/>
            protected override void OnSkipped()
            {
                if (_heldEvent != global::SmtpGen.Runtime.ServerEvent.None)
                    Refuse(_heldEvent);
                else
                    {{(shape.Tallies.Any(tally => tally.Model.Replies.Count > 0) ? "Deny(_heldReply)" : "WriteReply(_heldReply, null)")}};
            }
            """);
    }

    /// <summary>A body that is open is given up where the state says so.</summary>
    public static void Abandon(CodeWriter code, ProtocolShape shape)
    {
        var targets = shape.Chunks.Select(read => read.Chunk!.More.Target).Distinct().ToList();
        if (targets.Count == 0)
            return;
        var states = targets.Select(target => $"{shape.Name}State.{shape.State(target)}");
        code.Line($"if (IsBodyOpen && {ProtocolShape.IsNot("state", states)})");
        code.Line("    AbandonBody();");
        code.Line();
    }
}
