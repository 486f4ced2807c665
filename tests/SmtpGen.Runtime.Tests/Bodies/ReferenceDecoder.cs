using System.Text;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime.Tests.Bodies;

/// <summary>
/// RFC 5321 section 4.5.2 and the rules of <see cref="FramingPolicy"/>, said once more, slowly: whole lines of the whole input.
/// </summary>
internal static class ReferenceDecoder
{
    public static BodyOutcome Decode(string input, BodyRules rules)
    {
        var body = new StringBuilder();
        bool trueStart = true;
        int start = 0;
        while (true)
        {
            int end = input.IndexOfAny(rules.AllowNul ? ['\r', '\n'] : ['\r', '\n', '\0'], start);
            bool isWhole = end >= 0 && (input[end] != '\r' || end + 1 < input.Length);
            string line = end >= 0 ? input[start..end] : input[start..];
            if (!isWhole)
                return Outcome(DottedBodyStatus.NeedInput, BodyFault.None, Unstuffed(line, trueStart), input.Length);
            if (input[end] == '\0')
                return Outcome(DottedBodyStatus.Malformed, BodyFault.Nul, Unstuffed(line, trueStart), end);

            bool trueEnd = string.CompareOrdinal(input, end, "\r\n", 0, 2) == 0;
            if (!trueEnd && rules.Policy == FramingPolicy.Strict)
                return input[end] == '\r'
                    ? Outcome(DottedBodyStatus.Malformed, BodyFault.BareCarriageReturn, Unstuffed(line, trueStart), end + 1)
                    : Outcome(DottedBodyStatus.Malformed, BodyFault.BareLineFeed, Unstuffed(line, trueStart), end);
            if (line == "." && trueStart && trueEnd)
                return Outcome(DottedBodyStatus.Ended, BodyFault.None, "", end + 2);

            body.Append(Stored(line, trueStart, trueEnd)).Append("\r\n");
            start = trueEnd ? end + 2 : end + 1;
            trueStart = trueEnd;
        }

        BodyOutcome Outcome(DottedBodyStatus status, BodyFault fault, string lastLine, int consumed)
        {
            string whole = body.Append(lastLine).ToString();
            bool isTooBig = rules.Maximum > 0 && whole.Length > rules.Maximum;
            return new BodyOutcome(
                isTooBig && status == DottedBodyStatus.Ended ? DottedBodyStatus.EndedTooBig : status,
                isTooBig ? whole[..(int)rules.Maximum] : whole,
                input[consumed..],
                fault,
                whole.Length,
                isTooBig);
        }
    }

    private static string Unstuffed(string line, bool trueStart) => trueStart && line.StartsWith('.') ? line[1..] : line;

    private static string Stored(string line, bool trueStart, bool trueEnd)
    {
        string text = Unstuffed(line, trueStart);
        bool isOneDot = line == "." || text == ".";
        return isOneDot && !(trueStart && trueEnd) ? ".." : text;
    }
}
