using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime.Client;

// Bodies, which either side sends.
public abstract partial class ClientMachine
{
    private DottedBodyEncoder _encoder;
    private DottedBodyDecoder _decoder;
    private ReceivedBody _body;

    private enum ReceivedBody : byte
    {
        None,
        MayFollow,
        Follows,
        Begun,
    }

    /// <summary>Whether a body may follow the last reply.</summary>
    internal bool IsBodyComing => _body != ReceivedBody.None;

    /// <summary>Decodes octets of the body that follows the last reply.</summary>
    /// <returns>Whether it has ended.</returns>
    /// <exception cref="InvalidOperationException">None follows.</exception>
    /// <exception cref="ProtocolViolationException">It is not a body.</exception>
    internal bool ReadBody(ref ReadOnlySpan<byte> input, Span<byte> destination, out int written)
    {
        if (_body == ReceivedBody.None)
            throw new InvalidOperationException("No body follows the last reply.");
        if (_body != ReceivedBody.Begun)
        {
            // Messages with stray line ends are stored on many servers, and are better read than refused.
            _decoder.Begin(FramingPolicy.Normalize, maximumOctets: 0, allowNul: true);
            _body = ReceivedBody.Begun;
        }

        var status = _decoder.Decode(ref input, destination, out written);
        if (status == DottedBodyStatus.Malformed)
            throw new ProtocolViolationException($"The body that the server sent is malformed: {_decoder.Fault}.");
        if (status != DottedBodyStatus.Ended)
            return false;
        _body = ReceivedBody.None;
        return true;
    }

    /// <summary>Begins the body that the server has asked for.</summary>
    internal int BeginBody()
    {
        RequireOpen("No body can be sent");
        if (_pending.Count > 0)
            throw new InvalidOperationException($"Read the reply to {_last.Command} before the body is sent.");
        int action = _table.BodyAction(_state);
        if (action < 0)
            throw new InvalidOperationException($"The server has not asked for a body in the state {StateName}.{_lastRefusal}");
        Move(action, ChunkPlace.Any);
        _encoder = default;
        return action;
    }

    /// <summary>Writes the next octets of the body that the server has asked for.</summary>
    internal void WriteBody(ReadOnlySpan<byte> octets) => _encoder.Write(octets, PendingOutput);

    /// <summary>Writes the end of the body.</summary>
    internal void EndBody(int action, long length)
    {
        _encoder.End(PendingOutput);
        // Nobody was accepted, so nobody is answered for: RFC 2033 section 4.2.
        if (_table.RepliesPer(action) is >= 0 and var counted && !_successes.ContainsKey(counted))
            _state = _ahead;
        else
            _pending.Enqueue(new PendingAction(action, _table.ActionName(action), ChunkPlace.Any, IsBody: true, ""));
        Transcript?.Invoke(new TranscriptEntry(TranscriptKind.SentBody, $"{length} octets", StateName));
    }

    private void RequireBodyRead()
    {
        if (_body is ReceivedBody.Follows or ReceivedBody.Begun)
            throw new InvalidOperationException($"A body follows the reply to {_last.Command}; read it first.");
    }

    private void EndsBody()
    {
        RequireBodyRead();
        _body = ReceivedBody.None;
    }

    // Whether a listing follows a success can depend on what was asked, and its text does not always tell (RFC 1939 section 5).
    private bool IsEverFollowed(int action)
    {
        foreach (var edge in new ClientEdges(_table.EdgesOf(action)))
        {
            if (edge.Effect == ClientEffect.SendsBody)
                return true;
        }

        return false;
    }
}
