namespace SmtpGen.Runtime.Bodies;

// The line rules, an octet at a time. Octets that need none of them go through BodyBlocks.
public partial struct DottedBodyDecoder
{
    private DottedBodyStatus Unstuff(ref ReadOnlySpan<byte> input, scoped Span<byte> destination, out int written)
    {
        int read = 0;
        written = 0;
        var status = DottedBodyStatus.NeedInput;
        while (status == DottedBodyStatus.NeedInput && read < input.Length)
        {
            status = _heldCarriageReturn
                ? AfterCarriageReturn(input[read], destination, ref read, ref written)
                : Next(input[read], destination, ref read, ref written);
            if (status == DottedBodyStatus.NeedInput && read >= BodyBlocks.Lookbehind && _line <= BodyLine.StrayStart
                && input.Length - read >= BodyBlocks.MinimumLength && destination.Length - written > BodyBlocks.MinimumLength)
                CopyBlocks(input, destination, ref read, ref written);
        }
        input = input[read..];
        return status;
    }

    private DottedBodyStatus AfterCarriageReturn(byte octet, Span<byte> destination, ref int read, ref int written)
    {
        if (octet != Octet.LineFeed)
        {
            if (_policy != FramingPolicy.Normalize)
                return Malformed(BodyFault.BareCarriageReturn);
            // The octet is not consumed: it is the first of the next line.
            return EndLine(BodyLine.StrayStart, destination, ref written)
                ? DottedBodyStatus.NeedInput
                : DottedBodyStatus.NeedSpace;
        }
        if (_line == BodyLine.HeldDot)
        {
            read++;
            _line = BodyLine.None;
            return DottedBodyStatus.Ended;
        }
        if (!EndLine(BodyLine.Start, destination, ref written))
            return DottedBodyStatus.NeedSpace;
        read++;
        return DottedBodyStatus.NeedInput;
    }

    private DottedBodyStatus Next(byte octet, Span<byte> destination, ref int read, ref int written)
    {
        switch (octet)
        {
            case Octet.CarriageReturn:
                _heldCarriageReturn = true;
                break;
            case Octet.LineFeed when _policy != FramingPolicy.Normalize:
                return Malformed(BodyFault.BareLineFeed);
            case Octet.LineFeed:
                if (!EndLine(BodyLine.StrayStart, destination, ref written))
                    return DottedBodyStatus.NeedSpace;
                break;
            case Octet.Nul when !_allowNul:
                return Malformed(BodyFault.Nul);
            case Octet.Dot when _line == BodyLine.Start:
                _line = BodyLine.HeldDot;
                break;
            default:
                if (written == destination.Length)
                    return DottedBodyStatus.NeedSpace;
                destination[written++] = octet;
                _line = (octet, _line) switch
                {
                    (Octet.Dot, BodyLine.HeldDot) => BodyLine.UnstuffedDot,
                    (Octet.Dot, BodyLine.StrayStart) => BodyLine.StrayDot,
                    _ => BodyLine.Text,
                };
                break;
        }
        read++;
        return DottedBodyStatus.NeedInput;
    }

    /// <summary>Writes a line end, unless the destination is too small, and what it makes of a line of one dot.</summary>
    private bool EndLine(BodyLine next, Span<byte> destination, ref int written)
    {
        // A line of one dot that touches a stray line end is stored as two (FramingPolicy.Normalize); some may be written.
        int dots = _line switch
        {
            BodyLine.HeldDot => 2,
            BodyLine.StrayDot => 1,
            BodyLine.UnstuffedDot when next == BodyLine.StrayStart => 1,
            _ => 0,
        };
        if (destination.Length - written < dots + 2)
            return false;
        for (; dots > 0; dots--)
            destination[written++] = Octet.Dot;
        destination[written++] = Octet.CarriageReturn;
        destination[written++] = Octet.LineFeed;
        _heldCarriageReturn = false;
        _line = next;
        return true;
    }

    /// <summary>
    /// Copies blocks and takes up the line rules where they stopped: what lies before is told by the last two octets.
    /// </summary>
    private void CopyBlocks(ReadOnlySpan<byte> input, Span<byte> destination, ref int read, ref int written)
    {
        if (_heldCarriageReturn)
            destination[written++] = Octet.CarriageReturn;
        else if (input[read - 1] == Octet.CarriageReturn)
            return; // A stray one, whose line end is written already.
        else if (_line == BodyLine.StrayStart && input[read] == Octet.Dot)
            return; // Often a line of one dot; trying a block for each of many would be slow.

        BodyBlocks.Copy(input, destination, _policy == FramingPolicy.Normalize, _allowNul, ref read, ref written);

        byte last = input[read - 1];
        _heldCarriageReturn = last == Octet.CarriageReturn;
        if (_heldCarriageReturn)
            written--;
        _line = last != Octet.LineFeed ? BodyLine.Text
            : input[read - 2] == Octet.CarriageReturn ? BodyLine.Start
            : BodyLine.StrayStart;
    }

    private DottedBodyStatus Malformed(BodyFault fault)
    {
        _fault = fault;
        return DottedBodyStatus.Malformed;
    }
}
