"""Identity documents and people in pictures. OpenCV is imported here and nowhere else, and only when a picture passes the cheap gates."""
