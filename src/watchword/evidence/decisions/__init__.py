"""The decisions of the record, as prose speaks of them: by symbol, title, body and date."""
