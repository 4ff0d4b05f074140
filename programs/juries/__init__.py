"""What every jury shares, local or joint: seats, ballots, scores, quorum, minutes. No table."""
